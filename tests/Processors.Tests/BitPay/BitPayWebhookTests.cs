using System.Security.Cryptography;
using System.Text;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.BitPay;

public sealed class BitPayWebhookTests : IDisposable
{
    private const string Flat =
        """
        {"id":"UhZ4bVfTnEWqQ7YpC1sRkd","status":"paid","price":10.5,"amountPaid":"40000","exceptionStatus":false,"orderId":"ünï-✓-1","posData":"{\"merchant\":\"default\",\"orderId\":\"ünï-✓-1\"}"}
        """;

    private const string Extended = $$"""{"event":{"code":1006,"name":"invoice_completed"},"data":{{Flat}}}""";

    private readonly ProcessorRig rig = new(BitPayDialect.Settings);

    [Theory]
    [InlineData(Flat)]
    [InlineData(Extended)]
    public void A_flat_and_an_extended_delivery_say_whom_they_are_for(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);

        Assert.Equal(
            new WebhookReading.Located(new("default", "ünï-✓-1")), Read(body, Sign(body)));
    }

    [Fact]
    public void A_delivery_signed_with_the_token_before_is_genuine_while_that_is_configured()
    {
        var body = Encoding.UTF8.GetBytes(Flat);
        rig.Change("ApiToken", "the-new-token");
        Assert.IsType<WebhookReading.Forged>(Read(body, Sign(body)));

        rig.Change("PreviousApiToken", BitPayDialect.ApiToken);
        Assert.IsType<WebhookReading.Located>(Read(body, Sign(body)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void An_empty_token_verifies_nothing(string? none)
    {
        rig.Change("PreviousApiToken", none);
        var body = "{}"u8.ToArray();

        Assert.IsType<WebhookReading.Forged>(Read(body, Sign(body, token: "")));
    }

    public static TheoryData<string> Strange =>
    [
        "",
        "not JSON",
        "null",
        "[]",
        "{}",
        """{"data":{}}""",
        """{"posData":"{\"merchant\":\"default\",\"orderId\":\"1\"}"}""",
        """{"id":"","posData":"{\"merchant\":\"default\",\"orderId\":\"1\"}"}""",
        """{"id":7,"posData":"{\"merchant\":\"default\",\"orderId\":\"1\"}"}""",
        """{"id":"a","orderId":"1"}""",
        """{"id":"a","orderId":"1","posData":null}""",
        """{"id":"a","orderId":"1","posData":{"merchant":"default","orderId":"1"}}""",
        """{"id":"a","orderId":"1","posData":"{\"price\":\"123\",\"store\":\"store-2\"}"}""",
        """{"id":"a","posData":"{\"merchant\":\"default\",\"orderId\":1}"}""",
        """{"id":"a","posData":"\ud800"}""",
        """{"id":"a","posData":"{\"merchant\":\"default\",\"orderId\":\"\\ud800\"}"}""",
        """{"id":"a","posData":"[[["}""",
        """{"event":{"code":1006},"data":{"orderId":"1"},"id":"a","posData":"{\"merchant\":\"default\",\"orderId\":\"1\"}"}""",
        new string('[', 60_000),
    ];

    [Theory]
    [MemberData(nameof(Strange))]
    public void A_genuine_delivery_about_anything_else_is_a_strangers(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);

        Assert.IsType<WebhookReading.Stranger>(Read(body, Sign(body)));
    }

    public void Dispose() => rig.Dispose();

    private WebhookReading Read(byte[] body, params string[] signatures) => rig.Webhook.Read(new WebhookDelivery(
        name => name.Equals("x-signature", StringComparison.OrdinalIgnoreCase) ? signatures : [],
        body,
        rig.Clock.GetUtcNow()));

    private static string Sign(byte[] body, string token = BitPayDialect.ApiToken) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), body));
}
