using System.Net;
using System.Text.RegularExpressions;

namespace CryptoPay.Gateway.Tests.People;

public sealed partial class UsersCommandTests(PeopleGateway gateway) : IClassFixture<PeopleGateway>
{
    [Fact]
    public async Task The_first_user_signs_in_with_what_the_command_printed()
    {
        var (exitCode, said) = await gateway.Run("users", "add", "first@example.com");

        Assert.Equal(0, exitCode);
        Assert.Contains("https://pay.example.test/login", said);
        Assert.Contains("█", said);
        var person = PersonIn(said);
        Assert.Equal("first@example.com", person.Name);
        Assert.Equal(HttpStatusCode.SeeOther, (await gateway.SignIn(person)).StatusCode);
    }

    [Fact]
    public async Task A_reset_gives_another_password_and_other_codes_and_ends_a_lock()
    {
        var before = PersonIn((await gateway.Run("users", "add", "forgetful")).Said);
        for (var i = 0; i < 5; i++) await gateway.SignInWrongly(before);

        var after = PersonIn((await gateway.Run("users", "reset", "forgetful")).Said);

        Assert.NotEqual(before.Password, after.Password);
        Assert.NotEqual(before.TotpSecret, after.TotpSecret);
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.SignIn(before)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await gateway.SignIn(after)).StatusCode);
    }

    [Fact]
    public async Task A_list_shows_what_each_may_and_has_open_and_no_secret()
    {
        var person = PersonIn(
            (await gateway.Run("users", "add", "listed", "--merchant=north", "--scopes=ops:read")).Said);
        await gateway.SignedIn(person);
        for (var i = 0; i < 5; i++) await gateway.SignInWrongly(person);

        var line = (await gateway.Run("users", "list")).Said.Split('\n')
            .Single(line => line.StartsWith("listed:", StringComparison.Ordinal));

        Assert.Matches(@"^listed: For merchant north: ops:read\. Open sessions: 1\. Locked until 2026-11-23 \d\d:\d\dZ\.",
            line);
    }

    [Fact]
    public async Task A_name_is_given_once_in_whatever_case()
    {
        await gateway.Run("users", "add", "taken");

        var (exitCode, said) = await gateway.Run("users", "add", "TAKEN");

        Assert.Equal(1, exitCode);
        Assert.Contains("users reset TAKEN", said);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("remove")]
    public async Task Whom_there_is_not_nobody_can_change(string verb)
    {
        var (exitCode, said) = await gateway.Run("users", verb, "stranger");

        Assert.Equal((1, "There is no operator stranger. See: users list"), (exitCode, said.Trim()));
    }

    [Theory]
    [InlineData("users add a/b", "letters, digits")]
    [InlineData("users add anna --scopes=ops:everything", "ops:read")]
    [InlineData("users add anna --merchant=a/b", "--merchant must be")]
    [InlineData("users add", "argument missing")]
    [InlineData("users", "required")]
    public async Task What_is_called_wrongly_does_nothing_and_says_what_is_allowed(string command, string rule)
    {
        var (exitCode, said) = await gateway.Run(command.Split(' '));

        Assert.Equal(2, exitCode);
        Assert.Contains(rule, said, StringComparison.OrdinalIgnoreCase);
    }

    private static Person PersonIn(string said) =>
        new(Line("name", said), Line("password", said), Secret.Match(said).Groups[1].Value);

    private static string Line(string name, string said) => said.Split('\n').Select(line => line.Trim())
        .Single(line => line.StartsWith($"{name} ", StringComparison.Ordinal))[name.Length..].Trim();

    [GeneratedRegex("secret=([A-Z2-7]+)&")]
    private static partial Regex Secret { get; }
}
