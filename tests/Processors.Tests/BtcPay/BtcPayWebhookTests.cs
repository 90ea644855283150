using System.Security.Cryptography;
using System.Text;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.BtcPay;

public sealed class BtcPayWebhookTests : IDisposable
{
    private const string Secret = "rig-webhook-secret-0123456789abcdef";
    private readonly ProcessorRig rig = new(BtcPayDialect.Settings);

    public static TheoryData<int> Vectors
    {
        get
        {
            using var json = Recording.Open("webhook-signature-vectors");
            return [.. Enumerable.Range(0, json.RootElement.GetProperty("vectors").GetArrayLength())];
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_recorded_delivery_is_genuine_and_nothing_but_itself(int index)
    {
        var (secret, signature, body) = Vector(index);
        rig.Change("WebhookSecret", secret);
        // The recorded invoices carry no merchant of ours.
        Assert.IsType<WebhookReading.Stranger>(Read(body, signature));

        for (var at = 0; at < body.Length; at += Math.Max(1, body.Length / 50))
        {
            var bent = body.ToArray();
            bent[at] ^= 1;
            Assert.IsType<WebhookReading.Forged>(Read(bent, signature));
        }

        for (var at = 0; at < signature.Length; at++)
        {
            var bent = signature.ToCharArray();
            bent[at] ^= (char)1;
            Assert.IsType<WebhookReading.Forged>(Read(body, new string(bent)));
        }

        Assert.IsType<WebhookReading.Forged>(Read([.. body, (byte)'\n'], signature));
        Assert.IsType<WebhookReading.Forged>(Read(body[..^1], signature));
        foreach (var wrong in WrongHeadersLike(signature)) Assert.IsType<WebhookReading.Forged>(Read(body, wrong));

        rig.Change("WebhookSecret", $"{secret[..^1]}{(char)(secret[^1] ^ 1)}");
        Assert.IsType<WebhookReading.Forged>(Read(body, signature));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_delivery_signed_with_the_secret_before_is_genuine_while_that_is_configured(int index)
    {
        var (secret, signature, body) = Vector(index);
        rig.Change("WebhookSecret", "the-new-secret");
        Assert.IsType<WebhookReading.Forged>(Read(body, signature));

        rig.Change("PreviousWebhookSecret", secret);
        Assert.IsType<WebhookReading.Stranger>(Read(body, signature));

        foreach (var none in new[] { "", null })
        {
            rig.Change("PreviousWebhookSecret", none);
            Assert.IsType<WebhookReading.Forged>(Read(body, signature));
        }
    }

    [Fact]
    public void An_empty_secret_verifies_nothing()
    {
        var body = "{}"u8.ToArray();

        Assert.IsType<WebhookReading.Forged>(Read(body, Sign(body, secret: "")));
    }

    [Theory]
    [InlineData("InvoiceSettled")]
    [InlineData("SomethingNew")]
    public void A_delivery_about_our_invoice_says_whom_it_is_for(string type)
    {
        var body = Body("ünï-✓-1", type: type);

        Assert.Equal(new WebhookReading.Located(new("default", "ünï-✓-1")), Read(body, Sign(body)));
    }

    public static TheoryData<string> Strange =>
    [
        "",
        "not JSON",
        "null",
        "[]",
        "{}",
        """{"storeId":"STORE","metadata":{"merchant":"default","orderId":"1"}}""",
        """{"storeId":"STORE","invoiceId":"","metadata":{"merchant":"default","orderId":"1"}}""",
        """{"storeId":"STORE","invoiceId":7,"metadata":{"merchant":"default","orderId":"1"}}""",
        """{"storeId":"another","invoiceId":"Aq1c","metadata":{"merchant":"default","orderId":"1"}}""",
        """{"invoiceId":"Aq1c","metadata":{"merchant":"default","orderId":"1"}}""",
        """{"storeId":"STORE","invoiceId":"Aq1c"}""",
        """{"storeId":"STORE","invoiceId":"Aq1c","metadata":null}""",
        """{"storeId":"STORE","invoiceId":"Aq1c","metadata":"default"}""",
        """{"storeId":"STORE","invoiceId":"Aq1c","metadata":{"orderId":"1"}}""",
        """{"storeId":"STORE","invoiceId":"Aq1c","metadata":{"merchant":"default"}}""",
        """{"storeId":"STORE","invoiceId":"Aq1c","metadata":{"merchant":"default","orderId":1}}""",
        """{"storeId":"STORE","invoiceId":"Aq1c","metadata":{"merchant":{},"orderId":"1"}}""",
        """{"storeId":"STORE","invoiceId":"Aq1c","metadata":{"merchant":"default","orderId":"\ud800"}}""",
        new string('[', 60_000),
    ];

    [Theory]
    [MemberData(nameof(Strange))]
    public void A_genuine_delivery_about_anything_else_is_a_strangers(string text)
    {
        var body = Encoding.UTF8.GetBytes(text.Replace("STORE", BtcPayDialect.StoreId, StringComparison.Ordinal));

        Assert.IsType<WebhookReading.Stranger>(Read(body, Sign(body)));
    }

    public void Dispose() => rig.Dispose();

    private static IEnumerable<string[]> WrongHeadersLike(string signature) =>
    [
        [],
        [""],
        [signature, signature],
        [$"{signature},{signature}"],
        [signature["sha256=".Length..]],
        [signature.Replace("sha256", "sha1", StringComparison.Ordinal)],
        [signature[..^1]],
        [$"{signature}0"],
        [$"{signature} "],
        [signature.ToUpperInvariant()],
        [$"sha256={signature["sha256=".Length..].ToUpperInvariant()}"],
        [$"SHA256={signature["sha256=".Length..]}"],
    ];

    private WebhookReading Read(byte[] body, params string[] signatures) => rig.Webhook.Read(new WebhookDelivery(
        name => name.Equals("BTCPay-Sig", StringComparison.OrdinalIgnoreCase) ? signatures : [],
        body,
        rig.Clock.GetUtcNow()));

    private static byte[] Body(string orderId, string type) => Encoding.UTF8.GetBytes($$$"""
        {"deliveryId":"d","type":"{{{type}}}","storeId":"{{{BtcPayDialect.StoreId}}}","invoiceId":"Aq1c",
         "metadata":{"merchant":"default","orderId":"{{{orderId}}}","nested":{"a":[1]} } }
        """);

    private static string Sign(byte[] body, string secret = Secret) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}";

    private static (string Secret, string Signature, byte[] Body) Vector(int index)
    {
        using var json = Recording.Open("webhook-signature-vectors");
        var vector = json.RootElement.GetProperty("vectors")[index];
        return (vector.GetProperty("secret").GetString()!, vector.GetProperty("signatureHeader").GetString()!,
            vector.GetProperty("bodyBase64").GetBytesFromBase64());
    }
}
