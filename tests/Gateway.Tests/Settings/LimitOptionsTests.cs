using CryptoPay.Gateway.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Tests.Settings;

public class LimitOptionsTests
{
    [Fact]
    public void A_currency_has_its_own_limit_where_one_is_set_and_the_common_one_otherwise()
    {
        var limits = Bound(("Limits:AmountMax", "500"), ("Limits:AmountMaxOf:vnd", "2600000000"));

        Assert.Equal((2_600_000_000m, 500m), (limits.AmountMaxOf["VND"], limits.AmountMax));
        Assert.Equal(2_600_000_000m, limits.AmountMaxInAny);
        Assert.Equal(500m, Bound(("Limits:AmountMax", "500"), ("Limits:AmountMaxOf:KWD", "150")).AmountMaxInAny);
    }

    [Theory]
    [InlineData("DONG", "100")]
    [InlineData("BTC", "100")]
    [InlineData("VND", "0")]
    [InlineData("VND", "-1")]
    [InlineData("VND", "1000000000001")]
    public void What_is_no_limit_of_a_currency_stops_the_start(string isoCode, string most)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Bound(($"Limits:AmountMaxOf:{isoCode}", most)));

        Assert.Contains("Limits:AmountMaxOf:<isoCode>", refusal.Message);
    }

    [Theory]
    [InlineData("Limits:CreateBurst", "Limits:CreatePerSecond")]
    [InlineData("Limits:CallBurst", "Limits:CallsPerSecond")]
    [InlineData("Limits:AddressCallBurst", "Limits:AddressCallsPerSecond")]
    public void More_a_second_than_at_once_stops_the_start(string burst, string perSecond)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Bound((burst, "10"), (perSecond, "11")));

        Assert.Contains($"{perSecond} must be at most {burst}", refusal.Message);
        Bound((burst, "10"), (perSecond, "10"));
    }

    private static LimitOptions Bound(params (string Name, string Value)[] settings)
    {
        var builder = RunningGateway.NewBuilder(
            "Production", settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value));
        using var services = builder.Services.BuildServiceProvider();
        return services.GetRequiredService<IOptions<LimitOptions>>().Value;
    }
}
