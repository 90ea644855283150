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

    private readonly ProcessorRig _rig = new(CoinbaseCommerceDialect.Settings);

    [Fact]
    public void A_delivery_about_our_charge_says_whom_it_is_for() =>
        Assert.Equal(new WebhookReading.Located("default", "ünï-✓-1", "f765"), Read(Ours, Sign(Ours)));

    // printf '%s' '{"id":1, "event":{}}' | openssl dgst -sha256 -hmac e9ff8572755fea16
    [Fact]
    public void A_secret_that_looks_like_hex_is_used_as_text()
    {
        _rig.Change("WebhookSecret", "e9ff8572755fea16");

        Assert.IsType<WebhookReading.Stranger>(Read("""{"id":1, "event":{}}"""u8.ToArray(), "05c0cd4f8af96bcf06c548694e4b6a5ef60d94aaadb7c6ecee79aed12a89f388"));
    }

    [Fact]
    public void One_wrong_bit_anywhere_is_forged()
    {
        var signature = Sign(Ours);
        for (var at = 0; at < Ours.Length; at++)
        {
            var bent = Ours.ToArray();
            bent[at] ^= 1;
            Assert.IsType<WebhookReading.Forged>(Read(bent, signature));
        }

        for (var at = 0; at < signature.Length; at++)
        {
            var bent = $"{signature[..at]}{(char)(signature[at] ^ 1)}{signature[(at + 1)..]}";
            Assert.IsType<WebhookReading.Forged>(Read(Ours, bent));
        }
    }

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
        _rig.Change("WebhookSecret", "the-new-secret");
        Assert.IsType<WebhookReading.Forged>(Read(Ours, Sign(Ours)));

        _rig.Change("PreviousWebhookSecret", Secret);
        Assert.IsType<WebhookReading.Located>(Read(Ours, Sign(Ours)));

        _rig.Change("PreviousWebhookSecret", "");
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

    [Fact]
    public void Every_shared_vector_is_what_it_says_and_nothing_but_itself()
    {
        var vectors = SharedVectors.Of("X-CC-Webhook-Signature");
        Assert.NotEmpty(vectors);
        foreach (var vector in vectors)
        {
            var (secret, signature) = (vector.GetProperty("secret").GetString()!, vector.GetProperty("signature").GetString()!);
            var body = Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!);
            _rig.Change("WebhookSecret", secret);
            if (vector.GetProperty("expect").GetString() is not "valid")
            {
                Assert.IsType<WebhookReading.Forged>(Read(body, signature));
                continue;
            }

            Assert.IsType<WebhookReading.Stranger>(Read(body, signature));
            Assert.IsType<WebhookReading.Forged>(Read(body, $"{signature[..^1]}{(char)(signature[^1] ^ 1)}"));
            Assert.IsType<WebhookReading.Forged>(Read([.. body, (byte)' '], signature));
            Assert.IsType<WebhookReading.Forged>(Read(body));
            body[0] ^= 1;
            Assert.IsType<WebhookReading.Forged>(Read(body, signature));
            body[0] ^= 1;
            _rig.Change("WebhookSecret", $"{secret[..^1]}{(char)(secret[^1] ^ 1)}");
            Assert.IsType<WebhookReading.Forged>(Read(body, signature));
        }
    }

    public void Dispose() => _rig.Dispose();

    private WebhookReading Read(byte[] body, params string[] signatures) => _rig.Webhook.Read(new WebhookDelivery(
        name => name.Equals("X-CC-Webhook-Signature", StringComparison.OrdinalIgnoreCase) ? signatures : [],
        body,
        _rig.Clock.GetUtcNow()));

    private static string Sign(byte[] body, string secret = Secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}
