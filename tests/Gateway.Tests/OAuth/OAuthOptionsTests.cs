using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Tests.OAuth;

public class OAuthOptionsTests
{
    [Theory]
    [InlineData("Issuer", "http://login.example.test")]
    [InlineData("Issuer", "login.example.test")]
    [InlineData("Issuer", "https://user@login.example.test")]
    [InlineData("Issuer", "https://login.example.test?tenant=1")]
    [InlineData("Issuer", "")]
    [InlineData("Audience", "")]
    [InlineData("ScopeClaim", " ")]
    [InlineData("MerchantClaim", "")]
    [InlineData("Algorithms", "HS256")]
    [InlineData("Algorithms:0", "none")]
    [InlineData("Algorithms:0", "EdDSA")]
    public void A_setting_that_cannot_work_stops_the_start_and_is_named(string name, string value)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Start("Production", (name, value)));

        Assert.Contains($"OAuth:{name.Split(':')[0]} must be", failure.Message);
    }

    [Theory]
    [InlineData("Issuer", "https://login.example.test/tenant/")]
    [InlineData("Algorithms", "ES256")]
    public void What_can_work_starts(string name, string value) => Start("Production", (name, value));

    [Theory]
    [InlineData("Development", "http://127.0.0.1:3000", true)]
    [InlineData("Development", "http://login.example.test", false)]
    [InlineData("Production", "http://127.0.0.1:3000", false)]
    public void An_issuer_without_https_is_for_Development_and_this_machine(
        string environment, string issuer, bool isGood)
    {
        var failure = Record.Exception(() => Start(environment, ("Issuer", issuer)));

        Assert.Equal(isGood, failure is null);
    }

    private static void Start(string environment, (string Name, string Value) setting) =>
        RunningGateway.NewBuilder(environment, new()
        {
            ["OAuth:Issuer"] = "https://login.example.test",
            ["OAuth:Audience"] = "https://pay.example.test",
            [$"OAuth:{setting.Name}"] = setting.Value,
        }).Services.BuildServiceProvider().GetRequiredService<IStartupValidator>().Validate();
}
