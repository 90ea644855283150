using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CryptoPay.Gateway.Commands;
using CryptoPay.Grains.Access;
using CryptoPay.Grains.Interfaces.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace CryptoPay.Gateway.Tests.People;

/// <summary>The whole gateway on a clock of its own, and what a person, a browser and an attacker do with it.</summary>
public sealed class PeopleGateway : WholeGateway
{
    private readonly MeterListener listener = new();

    public PeopleGateway() : this([]) { }

    internal PeopleGateway(string[] settings) : this(settings, new(), new()) { }

    private PeopleGateway(string[] settings, SteppedClock clock, CountingHasher hasher) : base(
        ["--Limits:LoginsPerMinute=100000", .. settings],
        builder => builder.Services
            .AddSingleton<TimeProvider>(clock).AddSingleton<IPasswordHasher<Operator>>(hasher))
    {
        (Clock, Hasher) = (clock, hasher);
        var meters = Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Name == "cryptopay.sign_ins" && instrument.Meter.Scope == meters)
                to.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Results.Enqueue((string)tags[0].Value!));
        listener.Start();
    }

    internal SteppedClock Clock { get; }

    internal CountingHasher Hasher { get; }

    internal ConcurrentQueue<string> Results { get; } = [];

    internal IOperatorStore Store => Services.GetRequiredService<IOperatorStore>();

    /// <summary>An operator who has not signed in yet.</summary>
    internal async Task<Person> Has(string name, string merchant = "*", params string[] scopes)
    {
        var (issued, stored) = Services.GetRequiredService<OperatorSecrets>().Issue();
        var who = new Operator(name, scopes is [] ? ["ops:read", "ops:write"] : [.. scopes], merchant);
        Assert.True(await Store.Add(who, stored, Clock.GetUtcNow()));
        return new Person(name, issued.Password, issued.TotpSecret);
    }

    /// <param name="steps">The code of how many times 30 s from now.</param>
    internal string CodeOf(Person person, int steps = 0) => new Totp(Base32Encoding.ToBytes(person.TotpSecret))
        .ComputeTotp(Clock.GetUtcNow().UtcDateTime.AddSeconds(30 * steps));

    internal Task<HttpResponseMessage> SignIn(Person person, string? password = null, string? code = null,
        string returnUrl = "", string? cookie = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/login")
        {
            Content = new FormUrlEncodedContent([
                new("name", person.Name), new("password", password ?? person.Password),
                new("code", code ?? CodeOf(person)), new("returnUrl", returnUrl)]),
        };
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return this.Send(request, key: null);
    }

    internal Task<HttpResponseMessage> SignInWrongly(Person person) => SignIn(person, password: "wrong");

    /// <summary>Signs in with a code that was not used yet, and takes the cookie.</summary>
    internal async Task<string> SignedIn(Person person)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        return CookieIn(await SignIn(person));
    }

    internal static string CookieIn(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    internal Task<HttpResponseMessage> Open(string path, string cookie, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie);
        return this.Send(request, key: null);
    }

    /// <summary>The first column of the first row, past all that the product does.</summary>
    internal object? Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>What the program does as another process beside this gateway.</summary>
    internal async Task<(int ExitCode, string Said)> Run(params string[] command)
    {
        var said = new StringWriter();
        var exitCode = await new ProgramCommands(said, said, Clock).Run(
            [.. command, $"--Storage:ConnectionString=Data Source={DatabasePath}",
                "--Gateway:PublicBaseUrl=https://pay.example.test"], Requests.Cancellation);
        return (exitCode, said.ToString());
    }
}

internal sealed record Person(string Name, string Password, string TotpSecret);
