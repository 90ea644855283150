using CryptoPay.Gateway.Oidc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Tests.Oidc;

public class OidcOptionsTests
{
    [Theory]
    [InlineData("Oidc:Issuer", "http://login.example.test")]
    [InlineData("Oidc:Issuer", "")]
    [InlineData("Oidc:ClientId", "")]
    [InlineData("Oidc:ClientId", "the-api")]
    [InlineData("Oidc:ClientSecret", " ")]
    [InlineData("Oidc:Scope", "profile")]
    [InlineData("Oidc:NameClaim", "")]
    [InlineData("Oidc:RoleClaim", " ")]
    [InlineData("Oidc:Roles:ops:Scopes", "everything")]
    [InlineData("Oidc:Roles:ops:Scopes:0", "everything")]
    [InlineData("Oidc:Roles:ops:Merchant", "")]
    [InlineData("Oidc:Roles:ops:Merchant", "a/b")]
    [InlineData("Oidc:Roles:other:Merchant", "north")]
    public void A_setting_that_cannot_work_stops_the_start_and_is_named(string name, string value)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Start((name, value)));

        Assert.Contains(name.Replace("Scopes:0", "Scopes").Replace("other:Merchant", "other:Scopes"), failure.Message);
    }

    [Fact]
    public void Without_roles_nobody_could_come_in_which_stops_the_start() => Assert.Contains(
        "Oidc:Roles must", Assert.Throws<OptionsValidationException>(
            () => Start(("Oidc:Roles:ops:Scopes:0", null), ("Oidc:Roles:ops:Merchant", null))).Message);

    [Fact]
    public void One_scope_may_stand_as_a_text()
    {
        var services = Start(("Oidc:Roles:ops:Scopes:0", null), ("Oidc:Roles:ops:Scopes", "ops:write"));

        Assert.Equal(["ops:write"], services.GetRequiredService<IOptions<OidcOptions>>().Value.Roles["ops"].Scopes);
    }

    private static ServiceProvider Start(params (string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["OAuth:Issuer"] = "https://login.example.test",
            ["OAuth:Audience"] = "the-api",
            ["Oidc:Issuer"] = "https://login.example.test",
            ["Oidc:ClientId"] = "cryptopay",
            ["Oidc:ClientSecret"] = "secret",
            ["Oidc:Roles:ops:Scopes:0"] = "ops:read",
            ["Oidc:Roles:ops:Merchant"] = "*",
        };
        foreach (var (name, value) in settings)
        {
            if (value is null) all.Remove(name);
            else all[name] = value;
        }

        var services = RunningGateway.NewBuilder("Production", all).Services.BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
        return services;
    }
}
