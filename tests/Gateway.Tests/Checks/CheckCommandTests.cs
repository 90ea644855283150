using System.Net.Http.Json;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Checks;
using CryptoPay.Gateway.Commands;
using CryptoPay.Gateway.Tests.OAuth;
using CryptoPay.Gateway.Tests.Oidc;
using CryptoPay.Postgres;

namespace CryptoPay.Gateway.Tests.Checks;

/// <summary>The command, against a sandbox behind real HTTP.</summary>
public sealed class CheckCommandTests(CheckCommandTests.Gateway gateway)
    : IClassFixture<CheckCommandTests.Gateway>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-check-").FullName;

    [Fact]
    public async Task Good_settings_and_accounts_are_ready_and_end_with_0()
    {
        var (exitCode, said) = await Run();

        Assert.Equal((0, true), (exitCode, said.Contains("Ready to take payments.")));
        Assert.Contains($"sandbox (BtcPay, {gateway.Address}sandbox/btcpay)", said);
        Assert.Contains("ok     The key has the permissions that payments need.", said);
        Assert.Contains($"ok     A webhook goes to {gateway.Address}webhooks/sandbox.", said);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_and_ends_with_1()
    {
        var (exitCode, said) = await Run(
            "--Processors:sandbox:ApiKey=another-key", "--Processors:away:Kind=BtcPay",
            "--Processors:away:BaseUrl=http://127.0.0.1:1", "--Processors:away:StoreId=store",
            "--Processors:away:ApiKey=key", "--Polling:ShortPeriod=00:10:00", "--Alerts:Url=pager");

        Assert.Equal(1, exitCode);
        Assert.Contains("ShortPeriod", said);
        Assert.Contains("Alerts:Url must be an absolute http or https URL", said);
        Assert.Contains("Processors:away:WebhookSecret must be", said);
        Assert.Contains("It refuses what this account asks (unauthenticated)", said);
        Assert.Contains("Not asked, as its settings cannot work", said);
        Assert.Contains("5 faults.", said);
    }

    [Fact]
    public async Task A_shared_database_that_cannot_be_reached_is_a_fault()
    {
        var keys = Path.Combine(folder, "keys.pem");
        await File.WriteAllTextAsync(keys, KeysCertificate.NewPem(), Requests.Cancellation);

        var (exitCode, said) = await Run(
            "--Storage:Provider=Postgres", $"--Storage:KeysCertificatePath={keys}", "--Cluster:Mode=Client",
            "--Storage:ConnectionString=Host=127.0.0.1;Port=1;Database=none;Password=hush");

        Assert.Equal((1, true), (exitCode, said.Contains(
            "FAULT  Storage:ConnectionString: the database does not take us: Failed to connect to 127.0.0.1:1")));
        Assert.DoesNotContain("hush", said);
    }

    [Fact]
    public async Task A_store_that_customers_pay_more_at_is_a_fault()
    {
        await gateway.Client.PutAsJsonAsync(
            "/sandbox/btcpay/store", new { networkFeeMode = "Always" }, Requests.Cancellation);
        var (exitCode, said) = await Run();
        await gateway.Client.PutAsJsonAsync(
            "/sandbox/btcpay/store", new { networkFeeMode = "Never" }, Requests.Cancellation);

        Assert.Equal((1, true), (exitCode, said.Contains("FAULT  The store's networkFeeMode is Always")));
    }

    [Fact]
    public async Task An_issuer_is_asked_for_its_keys()
    {
        await using var issuer = new TokenIssuer();
        string[] oauth = ["--environment=Development", $"--OAuth:Issuer={issuer.Url}", "--OAuth:Audience=us"];

        var (exitCode, said) = await Run(oauth);
        Assert.Equal((1, true), (exitCode, said.Contains($"FAULT  Its keys cannot be read: {issuer.Url}/.well-known")));

        await issuer.Open();
        (exitCode, said) = await Run(oauth);
        Assert.Equal((0, true), (exitCode, said.Contains("ok     It answers. Keys that it signs with: 1.")));

        (exitCode, said) = await Run(OidcRig.Settings(issuer.Url));
        Assert.Equal((1, true), (exitCode, said.Contains(
            "FAULT  Its keys cannot be read: its discovery document names no authorization_endpoint")));

        (exitCode, said) = await Run("--OAuth:Issuer=http://pay.example.test", "--OAuth:Audience=us");
        Assert.Equal((1, true), (exitCode, said.Contains("note   Not asked, as its settings cannot work.")));
    }

    [Fact]
    public async Task An_API_key_of_the_database_that_ends_soon_is_noted()
    {
        string[] storage = [$"--Storage:ConnectionString=Data Source={Path.Combine(folder, "keys.db")}"];
        var command = new ProgramCommands(TextWriter.Null, TextWriter.Null, TimeProvider.System);
        await command.Run(["keys", "add", "soon", "--expires=29d", .. storage], Requests.Cancellation);
        await command.Run(["keys", "add", "ends-later", "--expires=31d", .. storage], Requests.Cancellation);
        await command.Run(["keys", "add", "stays-open", .. storage], Requests.Cancellation);

        var (exitCode, said) = await Run(storage);

        Assert.Equal(0, exitCode);
        Assert.Contains("note   API key soon ends on ", said);
        Assert.DoesNotContain("ends-later", said);
        Assert.DoesNotContain("stays-open", said);
    }

    [Fact]
    public async Task A_setting_that_stops_the_start_is_told_and_ends_with_1()
    {
        var (exitCode, said) = await Run("--DefaultProcessor=nobody");

        Assert.Equal((1, true), (exitCode, said.Contains("FAULT  DefaultProcessor is \"nobody\"; allowed: sandbox.")));
    }

    [Theory]
    [InlineData("Limits:AmountMax", "plenty")]
    [InlineData("Processors:desk:Scheme", "Semaphore")]
    public async Task A_setting_of_another_type_is_told_and_ends_with_1(string setting, string value)
    {
        var (exitCode, said) = await Run(
            "--Processors:desk:Kind=Signed", "--Processors:desk:BaseUrl=http://127.0.0.1:1",
            "--Processors:desk:ApiKey=k", "--Processors:desk:WebhookSecret=secret", "--DefaultProcessor=sandbox",
            $"--{setting}={value}");

        Assert.Equal(1, exitCode);
        Assert.Contains($"FAULT  Failed to convert configuration value '{value}' at", said);
    }

    [Fact]
    public async Task Whatever_answers_at_a_wrong_address_is_a_fault()
    {
        var (exitCode, said) = await Run(
            "--Processors:bitpay:Kind=BitPay", $"--Processors:bitpay:BaseUrl={gateway.Address}elsewhere",
            "--Processors:bitpay:ApiToken=token", "--DefaultProcessor=sandbox");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("FAULT  It ", said.Split("/elsewhere)")[1].TrimStart());
    }

    [Fact]
    public async Task What_is_no_setting_is_a_wrong_call_and_ends_with_2()
    {
        var (exitCode, said) = await Run("now");

        Assert.Equal((2, true), (exitCode, said.Contains("Usage: CryptoPay.Gateway check")));
    }

    [Fact]
    public async Task What_makes_secrets_worth_less_is_noted_and_ends_with_0()
    {
        var (exitCode, said) = await Run("--Processors:sandbox:PreviousWebhookSecret=hook-secret");

        Assert.Equal((0, true), (exitCode, said.Contains("Ready to take payments.")));
        Assert.Contains("note   Processors:sandbox:WebhookSecret is given on the command line, which every user", said);
        Assert.Contains("note   Processors:sandbox:PreviousWebhookSecret can be guessed", said);
        Assert.DoesNotContain("hook-secret", said);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_is_a_fault()
    {
        var (exitCode, said) = await Run("--Kestrel:Certificates:Default:Path=nowhere.pem");

        Assert.Equal((1, true), (exitCode, said.Contains("FAULT  Kestrel:Certificates:Default:Path: ")));
    }

    [Fact]
    public async Task A_password_in_an_address_and_a_value_that_stands_apart_from_its_name_are_not_repeated()
    {
        Assert.DoesNotContain("hunter2", (await Run("--Processors:sandbox:BaseUrl=https://me:hunter2@pay.test")).Said);
        Assert.DoesNotContain("hunter2", (await Run("--Processors:sandbox:ApiKey", "hunter2")).Said);
    }

    [Fact]
    public async Task No_secret_is_said()
    {
        var (_, said) = await Run();

        Assert.DoesNotContain(gateway.Setting("ApiKey"), said);
        Assert.DoesNotContain(gateway.Setting("WebhookSecret"), said);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<(int ExitCode, string Said)> Run(params string[] more)
    {
        using var output = new StringWriter();
        var exitCode = await new CheckCommand(output).Run(
        [
            "--environment=Production",
            $"--Gateway:PublicBaseUrl={gateway.Address.GetLeftPart(UriPartial.Authority)}",
            $"--ApiKeys:me:Sha256={Convert.ToHexString(ApiKeyRing.Hash("my key"))}",
            $"--Storage:ConnectionString=Data Source={Path.Combine(folder, "cryptopay.db")}",
            .. new[] { "Kind", "BaseUrl", "StoreId", "ApiKey", "WebhookSecret" }
                .Select(name => $"--Processors:sandbox:{name}={gateway.Setting(name)}"),
            .. more,
        ], Requests.Cancellation);
        return (exitCode, output.ToString());
    }

    public sealed class Gateway() : WholeGateway([]);
}
