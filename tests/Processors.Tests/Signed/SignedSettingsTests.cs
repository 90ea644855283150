using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.Tests.Signed;

public sealed class SignedSettingsTests
{
    [Theory]
    [InlineData("BaseUrl", "http://pay.example.com")]
    [InlineData("ApiKey", "")]
    [InlineData("WebhookUrl", "/webhooks/main")]
    [InlineData("Scheme", "7")]
    [InlineData("WebhookSecret", "")]
    [InlineData("WebhookSecret", " ")]
    [InlineData("PublicKey", SignedVectors.PublicKey)]
    public void A_setting_that_cannot_work_stops_the_start_and_is_named(string setting, string value) =>
        AssertRefused(setting, (setting, value));

    [Theory]
    [InlineData("WebhookSecret", "not-whsec")]
    [InlineData("WebhookSecret", "whsec_")]
    [InlineData("WebhookSecret", "whsec_***")]
    [InlineData("WebhookSecret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa==")]
    [InlineData("WebhookSecret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")]
    [InlineData("PreviousWebhookSecret", "the-old-one")]
    [InlineData("PublicKey", "whpk_")]
    [InlineData("PublicKey", SignedVectors.Secret)]
    [InlineData("PublicKey", "whpk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("PublicKey", "whpk_AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("PublicKey", "whpk_//////////////////////////////////////////8=")]
    [InlineData("PreviousPublicKey", "whpk_")]
    public void A_key_that_Standard_Webhooks_does_not_have_stops_the_start(string setting, string value) =>
        AssertRefused(setting.Replace("Previous", ""),
            ("Scheme", "StandardWebhooks"), ("WebhookSecret", SignedVectors.Secret), (setting, value));

    [Fact]
    public void Standard_Webhooks_without_any_key_stops_the_start() =>
        AssertRefused("WebhookSecret", ("Scheme", "StandardWebhooks"), ("WebhookSecret", ""));

    [Fact]
    public void Standard_Webhooks_needs_one_kind_of_key()
    {
        Start([("Scheme", "StandardWebhooks"), ("WebhookSecret", SignedVectors.Secret)]);
        Start([("Scheme", "StandardWebhooks"), ("WebhookSecret", ""), ("PublicKey", SignedVectors.PublicKey)]);
    }

    [Fact]
    public void A_scheme_that_there_is_not_stops_the_start() =>
        Assert.ThrowsAny<Exception>(() => Start([("Scheme", "None")]));

    private static void AssertRefused(string named, params (string Key, string Value)[] changes)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Start(changes));
        Assert.StartsWith(
            $"Processors:desk:{named} must be ", Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    private static void Start((string Key, string Value)[] changes)
    {
        var settings = SignedDialect.Settings.ToDictionary();
        foreach (var (key, value) in changes) settings[key] = value;
        using var services = new ServiceCollection()
            .AddProcessorAccounts(new ConfigurationBuilder().AddInMemoryCollection(
                settings.ToDictionary(pair => $"Processors:desk:{pair.Key}", pair => pair.Value)).Build())
            .BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
    }
}
