using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.BitPay;

public sealed class BitPayWebhookTests : IDisposable
{
    private const string Flat =
        """
        {"id":"UhZ4bVfTnEWqQ7YpC1sRkd","status":"paid","price":10.5,"amountPaid":"40000","exceptionStatus":false,"orderId":"ünï-✓-1","posData":"{\"merchant\":\"default\",\"orderId\":\"ünï-✓-1\"}"}
        """;

    private const string Extended = $$"""{"event":{"code":1006,"name":"invoice_completed"},"data":{{Flat}}}""";

    private readonly ProcessorRig _rig = new(BitPayDialect.Settings);

    // printf '%s' "$body" | openssl dgst -sha256 -hmac pos-token-0123456789 -binary | base64
    [Theory]
    [InlineData(Flat, "np2cyxm4uzM/XyJF3jL/3och9tByb8SoJcOdobnDrnw=")]
    [InlineData(Extended, "roySCoCDSgw8o5g7mrs21umchG7OFTmXn80Vzqs7OIg=")]
    public void A_flat_and_an_extended_delivery_say_whom_they_are_for(string body, string signature)
    {
        Assert.Equal(new WebhookReading.Located("default", "ünï-✓-1", "UhZ4bVfTnEWqQ7YpC1sRkd"),
            Read(Encoding.UTF8.GetBytes(body), signature));
        OnlyItselfIsGenuine(BitPayDialect.ApiToken, signature, Encoding.UTF8.GetBytes(body));
    }

    /// <summary>The variable names a file of published vectors, which are not ours to pass on.</summary>
    [Fact]
    public void Every_published_vector_has_its_verdict()
    {
        var file = Environment.GetEnvironmentVariable("CRYPTOPAY_SIGNATURE_VECTORS");
        Assert.SkipUnless(File.Exists(file), "CRYPTOPAY_SIGNATURE_VECTORS names no file.");
        using var json = JsonDocument.Parse(File.ReadAllBytes(file!));
        var vectors = json.RootElement.GetProperty("vectors").EnumerateArray()
            .Where(vector => Text(vector, "scheme").StartsWith("bitpay", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(vectors);

        foreach (var vector in vectors)
        {
            var (token, signature) = (Text(vector, "secret"), Text(vector, "signature"));
            var body = Encoding.UTF8.GetBytes(Text(vector, "body"));
            _rig.Change("ApiToken", token);
            if (Text(vector, "expect") is "valid") OnlyItselfIsGenuine(token, signature, body);
            else Assert.IsType<WebhookReading.Forged>(Read(body, signature));
        }

        static string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;
    }

    [Fact]
    public void A_delivery_signed_with_the_token_before_is_genuine_while_that_is_configured()
    {
        var body = Encoding.UTF8.GetBytes(Flat);
        _rig.Change("ApiToken", "the-new-token");
        Assert.IsType<WebhookReading.Forged>(Read(body, Sign(body)));

        _rig.Change("PreviousApiToken", BitPayDialect.ApiToken);
        Assert.IsType<WebhookReading.Located>(Read(body, Sign(body)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void An_empty_token_verifies_nothing(string? none)
    {
        _rig.Change("PreviousApiToken", none);
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

    public void Dispose() => _rig.Dispose();

    private void OnlyItselfIsGenuine(string token, string signature, byte[] body)
    {
        Assert.IsNotType<WebhookReading.Forged>(Read(body, signature));
        for (var at = 0; at < body.Length; at++)
        {
            body[at] ^= 1;
            Assert.IsType<WebhookReading.Forged>(Read(body, signature));
            body[at] ^= 1;
        }

        for (var at = 0; at < signature.Length; at++)
        {
            var bent = signature.ToCharArray();
            bent[at] ^= (char)1;
            Assert.IsType<WebhookReading.Forged>(Read(body, new string(bent)));
        }

        string[][] wrong =
        [
            [], [""], [signature, signature], [$"{signature},{signature}"], [$"{signature} "], [$"sha256={signature}"],
            [signature[..^1]], [signature.TrimEnd('=')], [$"{signature}="],
            [Convert.ToHexStringLower(Convert.FromBase64String(signature))],
        ];
        foreach (var headers in wrong) Assert.IsType<WebhookReading.Forged>(Read(body, headers));
        Assert.IsType<WebhookReading.Forged>(Read([.. body, (byte)'\n'], signature));

        _rig.Change("ApiToken", $"{token[..^1]}{(char)(token[^1] ^ 1)}");
        Assert.IsType<WebhookReading.Forged>(Read(body, signature));
        _rig.Change("ApiToken", token);
    }

    private WebhookReading Read(byte[] body, params string[] signatures) => _rig.Webhook.Read(new WebhookDelivery(
        name => name.Equals("x-signature", StringComparison.OrdinalIgnoreCase) ? signatures : [],
        body,
        _rig.Clock.GetUtcNow()));

    private static string Sign(byte[] body, string token = BitPayDialect.ApiToken) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), body));
}
