using System.Text.Json;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Checks;
using CryptoPay.Processors.Checks;
using Microsoft.Extensions.Configuration;

namespace CryptoPay.Gateway.Tests.Checks;

/// <summary>Settings in a real file, as an operator writes them.</summary>
public sealed class SecretChecksTests : IDisposable
{
    private const string Strong = "Zk3vX9qLw7TfR2mB8nYc";
    private const string Another = "pQ5sD1hJ6gK0aE4uV8iO";

    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-secrets-").FullName;

    [Theory]
    [InlineData("hook-secret")]
    [InlineData("0123456789abcde")]
    [InlineData("abababababababababababab")]
    [InlineData("Test-Webhook-Secret-2026")]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_secret_that_can_be_guessed_is_noted(string weak) => Assert.StartsWith(
        "Processors:shop:WebhookSecret can be guessed",
        Assert.Single(Notes(("Processors:shop:WebhookSecret", weak))));

    [Theory]
    [InlineData("Processors:shop:ApiKey", "a")]
    [InlineData("Processors:shop:ApiToken", "a")]
    [InlineData("Processors:shop:MerchantToken", "a")]
    [InlineData("Processors:shop:MerchantKey", "a")]
    [InlineData("Processors:shop:PrivateKey", "a")]
    [InlineData("Notifications:north:Secret", "a")]
    [InlineData("Genesys:north:ClientSecret", "a")]
    [InlineData("Kestrel:Certificates:Default:Password", "a")]
    public void Whatever_is_a_secret_is_looked_at(string setting, string weak) =>
        Assert.StartsWith($"{setting} can be guessed", Assert.Single(Notes((setting, weak))));

    [Theory]
    [InlineData("Processors:shop:WebhookSecret", Strong)]
    [InlineData("Processors:shop:ApiKey", "8f14e45fceea167a5a36dedd4bea2543")]
    [InlineData("Processors:shop:StoreId", "a")]
    [InlineData("Processors:shop:PublicKey", "a")]
    [InlineData("Sandbox:Genesys:TokenSeconds", "60")]
    [InlineData("Sandbox:BtcPay:ApiKey", "a")]
    public void A_random_one_and_what_is_none_are_not_noted(string setting, string value) =>
        Assert.Empty(Notes((setting, value)));

    [Fact]
    public void One_secret_at_two_accounts_is_noted_and_one_at_both_places_of_one_account_is_not()
    {
        var note = Assert.Single(Notes(
            ("Processors:north:WebhookSecret", Strong), ("Processors:south:WebhookSecret", Strong),
            ("Processors:shop:ApiKey", Another), ("Processors:shop:WebhookSecret", Another)));

        Assert.StartsWith("Processors:north:WebhookSecret and Processors:south:WebhookSecret are the same", note);
    }

    [Theory]
    [InlineData("Processors:shop:PreviousWebhookSecret")]
    [InlineData("Processors:shop:PreviousApiToken")]
    [InlineData("Notifications:north:PreviousSecret")]
    public void A_rotation_that_was_not_ended_is_noted(string setting) =>
        Assert.StartsWith($"{setting} still stands", Assert.Single(Notes((setting, Strong))));

    [Theory]
    [InlineData("changeme")]
    [InlineData("my-key")]
    [InlineData("test_secret")]
    public void An_API_key_of_well_known_words_is_noted(string key) => Assert.StartsWith(
        "ApiKeys:me is a key of well-known words",
        Assert.Single(Notes(("ApiKeys:me:Sha256", Convert.ToHexStringLower(ApiKeyRing.Hash(key))))));

    [Fact]
    public void A_rotation_of_an_API_key_that_was_not_ended_is_noted_and_a_weak_one_before_too()
    {
        var notes = Notes(
            ("ApiKeys:me:Sha256", Convert.ToHexString(ApiKeyRing.Hash(Strong))),
            ("ApiKeys:me:PreviousSha256", Convert.ToHexString(ApiKeyRing.Hash("changeme"))));

        Assert.Collection(
            notes,
            note => Assert.StartsWith("ApiKeys:me is a key of well-known words", note),
            note => Assert.StartsWith("ApiKeys:me:PreviousSha256 still stands", note));
    }

    [Fact]
    public void A_random_API_key_is_not_noted() =>
        Assert.Empty(Notes(("ApiKeys:me:Sha256", Convert.ToHexString(ApiKeyRing.Hash(Strong)))));

    [Fact]
    public void A_secret_on_the_command_line_is_noted_and_one_of_ours_is_not()
    {
        var findings = SecretChecks.Of(new ConfigurationBuilder()
            .AddInMemoryCollection([new("Processors:sandbox:ApiKey", "ours")])
            .AddCommandLine([$"--Processors:shop:ApiKey={Strong}"]).Build());

        Assert.StartsWith(
            "Processors:shop:ApiKey is given on the command line", Assert.Single(findings).Text);
    }

    [Fact]
    public void A_file_of_secrets_that_every_user_can_read_is_noted_but_not_in_a_container()
    {
        if (OperatingSystem.IsWindows()) return;
        var file = Written(("Processors:shop:ApiKey", Strong));
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite
            | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Assert.StartsWith($"{file} holds secrets, and every user of this machine can read it", Assert.Single(Of(file)));
        Assert.Empty(Of(file, ("DOTNET_RUNNING_IN_CONTAINER", "true")));
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        Assert.Empty(Of(file));
    }

    [Fact]
    public void No_note_says_anything_of_a_value()
    {
        (string, string)[] settings =
        [
            ("Processors:north:WebhookSecret", "changeme-11"), ("Processors:south:WebhookSecret", "changeme-11"),
            ("Processors:south:PreviousWebhookSecret", "hunter2"),
        ];

        Assert.All(Notes(settings), note => Assert.All(
            (string[])["changeme", "hunter2", "11", "7"], secret => Assert.DoesNotContain(secret, note)));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string[] Notes(params (string Name, string Value)[] settings)
    {
        var file = Written(settings);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return Of(file);
    }

    private string Written(params (string Name, string Value)[] settings)
    {
        var file = Path.Combine(folder, "settings.json");
        File.WriteAllText(
            file, JsonSerializer.Serialize(settings.ToDictionary(one => one.Name, one => one.Value)));
        return file;
    }

    private static string[] Of(string file, params (string Name, string Value)[] more)
    {
        var findings = SecretChecks.Of(new ConfigurationBuilder().AddJsonFile(file)
            .AddInMemoryCollection(more.ToDictionary(one => one.Name, string? (one) => one.Value)).Build()).ToList();
        Assert.All(findings, finding => Assert.Equal(FindingKind.Note, finding.Kind));
        return [.. findings.Select(finding => finding.Text)];
    }
}
