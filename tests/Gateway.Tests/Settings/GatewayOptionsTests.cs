using CryptoPay.Gateway.Settings;

namespace CryptoPay.Gateway.Tests.Settings;

public class GatewayOptionsTests
{
    [Theory]
    [InlineData("https://pay.example.com", true)]
    [InlineData("https://example.com/pay", true)]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("https://pay.example.com/", false)]
    [InlineData("https://pay.example.com?a=b", false)]
    [InlineData("https://pay.example.com#a", false)]
    [InlineData("https://user@pay.example.com", false)]
    [InlineData(" https://pay.example.com", false)]
    [InlineData("ftp://pay.example.com", false)]
    [InlineData("pay.example.com", false)]
    [InlineData("/pay", false)]
    [InlineData("", false)]
    public void A_public_base_url_is_one_that_links_can_begin_with(string url, bool isGood)
    {
        var result = new GatewayOptionsValidator().Validate(null, new GatewayOptions { PublicBaseUrl = url });

        Assert.Equal(isGood, result.Succeeded);
        Assert.True(isGood || result.FailureMessage!.StartsWith("Gateway:PublicBaseUrl", StringComparison.Ordinal));
    }
}
