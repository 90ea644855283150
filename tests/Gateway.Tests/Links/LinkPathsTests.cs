using CryptoPay.Gateway.Links;
using Microsoft.AspNetCore.Http.Features;

namespace CryptoPay.Gateway.Tests.Links;

public class LinkPathsTests
{
    [Theory]
    [InlineData("/pay/m/o/SECRET", "/pay/m/o/hidden")]
    [InlineData("/pay/m/o/SECRET/live", "/pay/m/o/hidden/live")]
    [InlineData("/pay/m/o/SECRET/invoices", "/pay/m/o/hidden/invoices")]
    [InlineData("/agent/m/o/SECRET", "/agent/m/o/hidden")]
    [InlineData("/qr/m/o/SECRET.png", "/qr/m/o/hidden")]
    [InlineData("/pay/m/o/SECRET/", "/pay/m/o/hidden")]
    [InlineData("/pay/m/o/SECRET/more/live", "/pay/m/o/hidden/live")]
    [InlineData("/PAY/m/o/SECRET", "/PAY/m/o/hidden")]
    [InlineData("//pay/m/o/SECRET", "//pay/m/o/hidden")]
    [InlineData("/behind/a/proxy/pay/m/o/SECRET", "/behind/a/proxy/pay/m/o/hidden")]
    [InlineData("/pay/m/o/live", "/pay/m/o/hidden")]
    [InlineData("/pay/SECRET", "/pay/hidden")]
    [InlineData("/pay/m/SECRET", "/pay/hidden")]
    [InlineData("/agent/SECRET/", "/agent/hidden")]
    [InlineData("/pay%2Fm%2Fo%2FSECRET", "/pay/hidden")]
    public void The_secret_part_of_a_link_stands_in_no_path(string path, string shown) =>
        Assert.Equal(shown, Hidden(path));

    /// <summary>An order may be called like a part of a link.</summary>
    [Theory]
    [InlineData("/v1/payment-intents/pay/refunds/r-1/resolution")]
    [InlineData("/v1/payment-intents/agent/sinks/work-item/redeliver")]
    [InlineData("/v1/payment-intents/qr/refunds/r-1/send")]
    [InlineData("/sandbox/orders/pay/refunds/r-1/claim")]
    [InlineData("/")]
    [InlineData("/payments/m/o/SECRET")]
    public void What_is_no_link_stays_as_it_is(string path) => Assert.Equal(path, Hidden(path));

    private static string Hidden(string path)
    {
        var features = new FeatureCollection();
        var request = new HttpRequestFeature { Path = path };
        LinkPaths.Hide(features, request);
        return request.Path;
    }
}
