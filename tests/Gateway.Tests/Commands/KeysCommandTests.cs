using System.Net;
using CryptoPay.Gateway.Commands;

namespace CryptoPay.Gateway.Tests.Commands;

/// <summary>The command beside a gateway that runs, on its database.</summary>
public sealed class KeysCommandTests(WholeGateway gateway)
{
    [Fact]
    public async Task A_key_is_made_and_opens_its_own_merchants_orders_only()
    {
        await gateway.Created(Payments.Body("CC-of-first"));
        var key = await Made("reads-first", $"--merchant={WholeGateway.Merchant}", "--scopes=payments:read");
        var ofNorth = await Made("reads-north", "--merchant=north", "--scopes=payments:read");

        await Until(HttpStatusCode.OK, "CC-of-first", key);
        await Until(HttpStatusCode.NotFound, "CC-of-first", ofNorth);
        Assert.Equal(
            "scope_missing",
            await (await gateway.Send(Requests.Post(Payments.Path, Payments.Body("CC-new")), key)).ErrorCode());
    }

    [Fact]
    public async Task A_key_that_reaches_all_names_the_merchant()
    {
        await gateway.Created(Payments.Body("CC-all"));
        var key = await Made("reads-all", "--merchant=*", "--scopes=payments:read");

        await Until(HttpStatusCode.BadRequest, "CC-all", key);
        Assert.Equal(HttpStatusCode.OK, (await Look($"CC-all?merchant={WholeGateway.Merchant}", key)).StatusCode);
    }

    [Theory]
    [InlineData("--addresses=127.0.0.0/8,::1", HttpStatusCode.NotFound)]
    [InlineData("--addresses=10.0.0.0/8", HttpStatusCode.Unauthorized)]
    [InlineData("--certificate-subject=caller.example.test", HttpStatusCode.Unauthorized)]
    public async Task A_key_opens_from_where_it_was_made_for(string where, HttpStatusCode answered)
    {
        var key = await Made($"from-{Guid.NewGuid():N}", where);

        await Until(HttpStatusCode.NotFound, "CC-none", await Made($"after-{Guid.NewGuid():N}"));
        Assert.Equal(answered, (await Look("CC-none", key)).StatusCode);
    }

    [Theory]
    [InlineData("default", false)]
    [InlineData("*", false)]
    [InlineData("listed", false)]
    [InlineData("nobodys", true)]
    public async Task A_merchant_that_no_account_serves_is_told(string merchant, bool isTold)
    {
        var (_, _, notes) = await Run(
            "keys", "add", $"served-{Guid.NewGuid():N}", $"--merchant={merchant}",
            "--Processors:shop:Merchants:0=listed");

        Assert.Equal(isTold, notes.Contains("No processor account takes orders of merchant"));
    }

    [Fact]
    public async Task A_revoked_key_is_closed()
    {
        var key = await Made("to-revoke", "--scopes=payments:read");
        await Until(HttpStatusCode.NotFound, "CC-none", key);

        Assert.Equal(0, (await Run("keys", "revoke", "to-revoke")).ExitCode);

        await Until(HttpStatusCode.Unauthorized, "CC-none", key);
        Assert.Contains("to-revoke: revoked", (await Run("keys", "list")).Output);
    }

    [Fact]
    public async Task A_key_that_is_rotated_opens_with_both_secrets()
    {
        var old = await Made("to-rotate", "--scopes=payments:read");
        var (_, output, notes) = await Run("keys", "rotate", "to-rotate", "--overlap-hours=1");
        var rotated = output.Trim();

        Assert.NotEqual(old, rotated);
        Assert.Contains("The old one ends", notes);
        await Until(HttpStatusCode.NotFound, "CC-none", rotated);
        Assert.Equal(HttpStatusCode.NotFound, (await Look("CC-none", old)).StatusCode);
    }

    [Fact]
    public async Task A_list_says_from_where_a_key_opens_and_that_the_secret_before_does_too()
    {
        await Made("bound", "--addresses=10.0.0.0/8,::1", "--certificate-subject=caller.example.test");
        await Run("keys", "rotate", "bound", "--overlap-hours=1");

        var rotated = await LineOf("bound");
        Assert.Contains("Only from 10.0.0.0/8, ::1. Only with a certificate of caller.example.test.", rotated);
        Assert.Contains("The secret before ends: ", rotated);

        await Run("keys", "revoke", "bound");
        Assert.DoesNotContain("The secret before", await LineOf("bound"));
    }

    [Fact]
    public async Task A_name_of_the_settings_or_of_an_earlier_key_is_not_given_again()
    {
        await Made("once");

        Assert.Equal(1, (await Run("keys", "add", "once")).ExitCode);
        Assert.Equal(1, (await Run("keys", "add", "flow", "--ApiKeys:flow:Merchant=north")).ExitCode);
        Assert.Equal(1, (await Run("keys", "revoke", "nobody")).ExitCode);
        Assert.Equal(1, (await Run("keys", "rotate", "nobody")).ExitCode);
    }

    [Theory]
    [InlineData("name must be 1 to 64 letters", "add", "two words")]
    [InlineData("name must be 1 to 64 letters", "add", "Schedule")]
    [InlineData("--merchant must be 1 to 32 characters", "add", "a", "--merchant=a/b")]
    [InlineData("--scopes must be some of payments:create,", "add", "a", "--scopes=payments:read,payments:write")]
    [InlineData("--expires must be a day to come", "add", "a", "--expires=2020-01-31")]
    [InlineData("--expires must be a day to come", "add", "a", "--expires=soon")]
    [InlineData("--addresses must be", "add", "a", "--addresses=10.0.0.1/8")]
    [InlineData("--certificate-subject must be a common name", "add", "a", "--certificate-subject=CN=caller")]
    [InlineData("--overlap-hours must be 0 to 720", "rotate", "a", "--overlap-hours=721")]
    [InlineData("'--force'", "revoke", "a", "--force")]
    [InlineData("Required command", "keys")]
    public async Task Wrong_words_are_named_and_end_with_2(string said, params string[] words)
    {
        var (exitCode, output, notes) = await Run(words is ["keys"] ? words : ["keys", .. words]);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(said, notes);
    }

    [Fact]
    public async Task A_storage_that_cannot_be_opened_ends_with_1_and_says_why()
    {
        var (exitCode, _, notes) = await Run("keys", "list", "--Storage:Provider=Oracle");

        Assert.Equal((1, "Storage:Provider is 'Oracle'. Allowed: Sqlite, Postgres."), (exitCode, notes.Trim()));
    }

    [Fact]
    public async Task A_storage_that_was_not_there_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("cryptopay-none-").FullName;
        try
        {
            var file = Path.Combine(folder, "data", "cryptopay.db");
            var there = $"--Storage:ConnectionString=Data Source={file};Pooling=False";

            foreach (var words in new string[][] { ["keys", "list"], ["users", "list"], ["audit", "accesses"] })
            {
                var (exitCode, _, notes) = await Run([.. words, there]);
                Assert.Equal((1, true), (exitCode, notes.Contains($"There is no database {file}.")));
            }

            Assert.False(File.Exists(file));
            Assert.Contains(
                $"an empty one was made: {file}. Is it the gateway's?", (await Run("keys", "add", "a", there)).Notes);
            Assert.Equal("", (await Run("keys", "list", there)).Notes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<string> LineOf(string name) => (await Run("keys", "list")).Output.Split('\n')
        .Single(line => line.StartsWith($"{name}:", StringComparison.Ordinal));

    private async Task<string> Made(string name, params string[] words)
    {
        var (exitCode, output, notes) = await Run(["keys", "add", name, .. words]);
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain(output.Trim(), notes);
        return output.Trim();
    }

    private async Task<(int ExitCode, string Output, string Notes)> Run(params string[] words)
    {
        var (output, notes) = (new StringWriter(), new StringWriter());
        var exitCode = await new ProgramCommands(output, notes, TimeProvider.System).Run(
            [$"--Storage:ConnectionString=Data Source={gateway.DatabasePath}", .. words], Requests.Cancellation);
        return (exitCode, $"{output}", $"{notes}");
    }

    /// <summary>A change is known within seconds, and not at once.</summary>
    private Task Until(HttpStatusCode status, string path, string key) =>
        Payments.Until(async () => (await Look(path, key)).StatusCode, seen => seen == status);

    private Task<HttpResponseMessage> Look(string path, string key) =>
        gateway.Send(Requests.Get($"{Payments.Path}/{path}"), key);
}
