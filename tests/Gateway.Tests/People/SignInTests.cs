using System.Net;
using CryptoPay.Grains.Access;
using CryptoPay.Grains.Interfaces.Access;
using CryptoPay.Silo;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Tests.People;

public sealed class SignInTests(PeopleGateway gateway) : IClassFixture<PeopleGateway>
{
    private const int TriesMax = 5;

    private static readonly TimeSpan LockPeriod = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task Name_password_and_code_together_open_the_dashboard()
    {
        var anna = await gateway.Has("anna");

        var answer = await gateway.SignIn(anna);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/dashboard", answer.Headers.Location?.OriginalString);
        var cookie = PeopleGateway.CookieIn(answer);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Open("/dashboard/", cookie)).StatusCode);
    }

    [Fact]
    public async Task As_phones_write_them_a_capital_and_a_blank_in_the_code_do_no_harm()
    {
        var person = await gateway.Has("phone");

        var answer = await gateway.SignIn(person with { Name = "Phone " }, code: gateway.CodeOf(person).Insert(3, " "));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Fact]
    public async Task Whatever_is_wrong_the_answer_is_the_same_and_so_is_the_work()
    {
        var known = await gateway.Has("known");
        var locked = await gateway.Has("locked-out");
        for (var i = 0; i < TriesMax; i++) await gateway.SignInWrongly(locked);
        gateway.Hasher.Compared.Clear();

        var answers = new[]
        {
            await gateway.SignIn(known, password: "wrong"),
            await gateway.SignIn(known, code: "000000"),
            await gateway.SignIn(known with { Name = "nobody" }),
            await gateway.SignIn(known with { Name = "" }),
            await gateway.SignIn(locked),
        };

        Assert.Equal(answers.Length, gateway.Hasher.Compared.Count);
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        Assert.All(answers, answer => Assert.False(answer.Headers.Contains("Set-Cookie")));
        Assert.Single((await Task.WhenAll(answers.Select(answer => answer.Text()))).Distinct());
    }

    [Fact]
    public async Task A_name_that_there_is_not_costs_the_storage_a_write_as_any_other()
    {
        var before = Tries("");

        await gateway.SignIn(new Person("nobody-at-all", "x", "JBSWY3DPEHPK3PXP"));

        Assert.Equal(before + 1, Tries(""));

        long Tries(string name) => (long)gateway.Sql($"SELECT try_count FROM operator WHERE name = '{name}'")!;
    }

    [Fact]
    public async Task A_code_opens_once()
    {
        var person = await gateway.Has("replayed");
        var code = gateway.CodeOf(person);
        await gateway.SignIn(person, code: code);

        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.SignIn(person, code: code)).StatusCode);
        gateway.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.SignIn(person, code: code)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await gateway.SignIn(person)).StatusCode);
    }

    [Fact]
    public async Task Of_the_same_code_at_the_same_time_one_opens()
    {
        var person = await gateway.Has("twin");
        var code = gateway.CodeOf(person);

        // Five are not locked yet, so each of them is compared.
        var answers = await Task.WhenAll(Enumerable.Range(0, TriesMax).Select(_ => gateway.SignIn(person, code: code)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData(-2, HttpStatusCode.Unauthorized)]
    [InlineData(-1, HttpStatusCode.SeeOther)]
    [InlineData(1, HttpStatusCode.SeeOther)]
    [InlineData(2, HttpStatusCode.Unauthorized)]
    public async Task A_code_is_good_from_one_step_before_to_one_after(int steps, HttpStatusCode expected)
    {
        var person = await gateway.Has($"steps{steps}");

        Assert.Equal(expected, (await gateway.SignIn(person, code: gateway.CodeOf(person, steps))).StatusCode);
    }

    [Fact]
    public async Task After_a_code_an_earlier_one_opens_nothing()
    {
        var person = await gateway.Has("backwards");
        await gateway.SignIn(person);

        Assert.Equal(
            HttpStatusCode.Unauthorized, (await gateway.SignIn(person, code: gateway.CodeOf(person, -1))).StatusCode);
    }

    [Fact]
    public async Task Five_wrong_tries_in_a_row_lock_a_name_for_15_min_and_what_is_open_goes_on()
    {
        var person = await gateway.Has("target");
        var cookie = await gateway.SignedIn(person);
        for (var i = 0; i < TriesMax; i++) await gateway.SignInWrongly(person);

        // Tries while it lasts make it no longer.
        gateway.Clock.Advance(LockPeriod - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.SignIn(person)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Open("/dashboard/", cookie)).StatusCode);

        gateway.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.SeeOther, (await gateway.SignIn(person)).StatusCode);
        Assert.Single(gateway.Log.Lines, line => line.Contains("Operator target cannot sign in for 15 min"));
    }

    [Fact]
    public async Task Wrong_tries_that_are_not_in_a_row_lock_nothing()
    {
        var person = await gateway.Has("clumsy");
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < TriesMax - 1; i++) await gateway.SignInWrongly(person);
            await gateway.SignedIn(person);
        }
    }

    [Fact]
    public async Task A_hundred_guesses_at_once_are_a_hundred_tries_of_which_five_are_compared()
    {
        var person = await gateway.Has("guessed");
        var hash = (string)gateway.Sql("SELECT password_hash FROM operator WHERE name = 'guessed'")!;
        gateway.Hasher.Compared.Clear();
        gateway.Results.Clear();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => gateway.SignInWrongly(person)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        Assert.Equal(100, gateway.Hasher.Compared.Count);
        Assert.Equal(TriesMax, gateway.Hasher.Compared.Count(compared => compared == hash));
        Assert.Equal(100L, gateway.Sql("SELECT try_count FROM operator WHERE name = 'guessed'"));
        Assert.Equal(
            [("locked", 95), ("wrong", 5)],
            gateway.Results.CountBy(result => result).Select(pair => (pair.Key, pair.Value)).Order());
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.SignIn(person)).StatusCode);
    }

    [Fact]
    public async Task Tries_over_two_processes_are_counted_together()
    {
        var person = await gateway.Has("shared");
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Storage:ConnectionString", $"Data Source={gateway.DatabasePath}")]).Build();
        await using var other = StorageComposition.OpenStorage(settings);
        IOperatorStore[] stores = [gateway.Store, other.GetRequiredService<IOperatorStore>()];
        var now = gateway.Clock.GetUtcNow();

        var counts = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(
            () => stores[i % 2].CountTry(person.Name, TriesMax, now, now + LockPeriod))));

        Assert.Equal(Enumerable.Range(1, 40), counts.Select(counted => counted!.TryCount).Order());
    }

    [Fact]
    public async Task A_hash_of_an_earlier_time_is_made_anew_when_its_owner_signs_in()
    {
        var person = await gateway.Has("veteran");
        var weak = new PasswordHasher<Operator>(Options.Create(new PasswordHasherOptions { IterationCount = 1 }))
            .HashPassword(null!, person.Password);
        gateway.Sql($"UPDATE operator SET password_hash = '{weak}' WHERE name = 'veteran'");

        await gateway.SignedIn(person);

        Assert.NotEqual(weak, gateway.Sql("SELECT password_hash FROM operator WHERE name = 'veteran'"));
        await gateway.SignedIn(person);
    }

    [Fact]
    public async Task A_reset_between_the_look_and_the_session_starts_none()
    {
        var person = await gateway.Has("raced");
        var now = gateway.Clock.GetUtcNow();
        var counted = await gateway.Store.CountTry(person.Name, TriesMax, now, now + LockPeriod);
        var (hash, step) = (counted!.Secrets.PasswordHash, now.ToUnixTimeSeconds() / 30);

        await gateway.Store.Reset(person.Name, new StoredSecrets("another hash", "another secret"));

        Assert.False(await gateway.Store.TakeCode(person.Name, counted.Secrets, step, hash));
        Assert.False(await gateway.Store.StartSession("raced", counted.Who, hash, now, now.AddHours(8)));
    }

    [Fact]
    public async Task Neither_log_nor_database_holds_what_a_person_signs_in_with()
    {
        var person = await gateway.Has("secretive");
        var code = gateway.CodeOf(person);
        var cookie = PeopleGateway.CookieIn(await gateway.SignIn(person, code: code)).Split('=')[1];
        await gateway.SignInWrongly(person with { Name = "a password in the wrong field" });

        string[] secrets = [person.Password, person.TotpSecret, code, cookie, "a password in the wrong field"];
        Assert.All(secrets, secret => Assert.DoesNotContain(gateway.Log.Lines, line => line.Contains(secret)));
        var row = (string)gateway.Sql(
            "SELECT password_hash || ' ' || totp_secret FROM operator WHERE name = 'secretive'")!;
        Assert.DoesNotContain(person.Password, row);
        Assert.DoesNotContain(person.TotpSecret, row);
    }

    [Fact]
    public async Task Passwords_that_are_sprayed_over_names_from_one_address_end_soon()
    {
        await using var other = new WholeGateway("--Limits:LoginsPerMinute=10");
        await other.InitializeAsync();

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 11; i++)
        {
            var form = new FormUrlEncodedContent([new("name", $"n{i}"), new("password", "x"), new("code", "000000")]);
            answers.Add((await other.Send(
                new HttpRequestMessage(HttpMethod.Post, "/login") { Content = form }, key: null)).StatusCode);
        }

        // A busy machine may answer that it cannot tell now, which is a try too.
        Assert.DoesNotContain(
            answers[..10], answer => answer is HttpStatusCode.TooManyRequests or HttpStatusCode.SeeOther);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[10]);
    }
}
