using System.Security.Cryptography;
using System.Text;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.CoinbaseCommerce;

public sealed class CoinbaseCommerceWebhookTests : IDisposable
{
    private const string Secret = "rig-webhook-secret-0123456789abcdef";

    private static readonly byte[] Ours = Encoding.UTF8.GetBytes("""
        {"id":1,"event":{"id":"e","type":"charge:confirmed",
         "data":{"id":"f765","code":"66BE","metadata":{"merchant":"default","orderId":"ünï-✓-1"}}}}
        """);

    private readonly ProcessorRig rig = new(CoinbaseCommerceDialect.Settings);

    [Fact]
    public void A_delivery_about_our_charge_says_whom_it_is_for() =>
        Assert.Equal(new WebhookReading.Located(new("default", "ünï-✓-1")), Read(Ours, Sign(Ours)));

    [Fact]
    public void A_header_of_another_form_is_forged()
    {
        var signature = Sign(Ours);
        string[][] wrong =
        [
            [], [""], [signature, signature], [$"{signature} "], [$"{signature}0"], [signature[..^1]],
            [signature.ToUpperInvariant()], [$"sha256={signature}"],
        ];

        Assert.All(wrong, header => Assert.IsType<WebhookReading.Forged>(Read(Ours, header)));
    }

    [Fact]
    public void The_secret_before_is_believed_while_it_is_configured()
    {
        rig.Change("WebhookSecret", "the-new-secret");
        Assert.IsType<WebhookReading.Forged>(Read(Ours, Sign(Ours)));

        rig.Change("PreviousWebhookSecret", Secret);
        Assert.IsType<WebhookReading.Located>(Read(Ours, Sign(Ours)));

        rig.Change("PreviousWebhookSecret", "");
        Assert.IsType<WebhookReading.Forged>(Read(Ours, Sign(Ours)));
        Assert.IsType<WebhookReading.Forged>(Read(Ours, Sign(Ours, secret: "")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"event":null}""")]
    [InlineData("""{"event":{"data":{"code":"66BE","metadata":{"merchant":"default","orderId":"1"}}}}""")]
    [InlineData("""{"event":{"data":{"id":"f765","metadata":{}}}}""")]
    [InlineData("""{"event":{"data":{"id":"f765","metadata":{"merchant":"default"}}}}""")]
    [InlineData("""{"event":{"data":{"id":"f765"}}}""")]
    public void A_genuine_delivery_about_anything_else_is_a_strangers(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);

        Assert.IsType<WebhookReading.Stranger>(Read(body, Sign(body)));
    }

    public void Dispose() => rig.Dispose();

    private WebhookReading Read(byte[] body, params string[] signatures) => rig.Webhook.Read(new WebhookDelivery(
        name => name.Equals("X-CC-Webhook-Signature", StringComparison.OrdinalIgnoreCase) ? signatures : [],
        body,
        rig.Clock.GetUtcNow()));

    private static string Sign(byte[] body, string secret = Secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}
