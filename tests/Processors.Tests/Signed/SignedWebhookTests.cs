using System.Security.Cryptography;
using System.Text;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.Vectors;

namespace CryptoPay.Processors.Tests.Signed;

public sealed class SignedWebhookTests
{
    [Theory]
    [InlineData("payment:confirmed")]
    [InlineData("payment_completed")]
    [InlineData("something:new")]
    public void A_genuine_delivery_says_whom_it_is_for_whatever_its_event(string type) => Assert.Equal(
        new WebhookReading.Located(new("default", "ünï-✓-1")),
        Read(SignedVectors.TimestampBody.Text.Replace("payment:confirmed", type, StringComparison.Ordinal)));

    [Fact]
    public void Data_without_an_event_around_it_is_read_as_Standard_Webhooks_recommends_it() => Assert.Equal(
        new WebhookReading.Located(new("default", "CC-1001")), Read("""
            {"type":"payment.confirmed","timestamp":"2026-11-23T01:12:49Z",
             "data":{"id":"pay_7f3a","metadata":{"merchant":"default","orderId":"CC-1001"}}}
            """));

    public static TheoryData<string> Strange =>
    [
        "",
        "not JSON",
        "null",
        "[]",
        "{}",
        """{"event":null}""",
        """{"event":{"type":"payment:confirmed"}}""",
        """{"event":{"data":{"metadata":{"merchant":"default","orderId":"1"}}}}""",
        """{"event":{"data":{"id":"","metadata":{"merchant":"default","orderId":"1"}}}}""",
        """{"event":{"data":{"id":7,"metadata":{"merchant":"default","orderId":"1"}}}}""",
        """{"event":{"data":{"id":"a","id":"b","metadata":{"merchant":"default","orderId":"1"}}}}""",
        """{"event":{"data":{"id":"a"}}}""",
        """{"event":{"data":{"id":"a","metadata":null}}}""",
        """{"event":{"data":{"id":"a","metadata":"default"}}}""",
        """{"event":{"data":{"id":"a","metadata":{"orderId":"1"}}}}""",
        """{"event":{"data":{"id":"a","metadata":{"merchant":"default"}}}}""",
        """{"event":{"data":{"id":"a","metadata":{"merchant":"default","orderId":1}}}}""",
        """{"event":{"data":{"id":"a","metadata":{"merchant":"default","orderId":"\ud800"}}}}""",
        new string('[', 60_000),
    ];

    [Theory]
    [MemberData(nameof(Strange))]
    public void A_genuine_delivery_about_anything_else_is_a_strangers(string body) =>
        Assert.IsType<WebhookReading.Stranger>(Read(body));

    [Theory]
    [InlineData("WebhookSecret", "the-new-secret")]
    [InlineData("PublicKey", SignedVectors.OtherPublicKey)]
    public void The_key_before_is_good_while_it_is_configured(string setting, string newKey)
    {
        var vector = setting is "PublicKey" ? SignedVectors.KeyPair : SignedVectors.TimestampBody;
        using var rig = new SignatureRig(vector);
        rig.Change(setting, newKey);
        Assert.False(rig.IsGenuine(vector));

        rig.Change($"Previous{setting}", vector.Key);
        Assert.True(rig.IsGenuine(vector));

        rig.Change($"Previous{setting}", "");
        Assert.False(rig.IsGenuine(vector));
    }

    [Fact]
    public void Both_kinds_of_key_are_good_where_both_are_configured()
    {
        using var rig = new SignatureRig(SignedVectors.KeyPair);
        Assert.False(rig.IsGenuine(SignedVectors.SharedSecret));

        rig.Change("WebhookSecret", SignedVectors.Secret);

        Assert.True(rig.IsGenuine(SignedVectors.SharedSecret));
        Assert.True(rig.IsGenuine(SignedVectors.KeyPair));
    }

    [Theory]
    [InlineData("v1", "v1a")]
    [InlineData("v1a", "v1")]
    [InlineData("v1", "v2")]
    [InlineData("v1a", "V1a")]
    public void A_signature_under_another_kinds_name_is_forged(string kind, string other)
    {
        using var rig = new SignatureRig(SignedVectors.KeyPair);
        rig.Change("WebhookSecret", SignedVectors.Secret);
        var signature = kind is "v1" ? SignedVectors.SharedSecret.Signature : SignedVectors.KeyPair.Signature;

        Assert.False(rig.IsGenuine(SignedVectors.KeyPair.WithSignature($"{other}{signature[kind.Length..]}")));
    }

    [Fact]
    public void A_good_signature_in_a_longer_list_than_anybody_needs_is_forged()
    {
        using var rig = new SignatureRig(SignedVectors.KeyPair);
        var others = string.Join(' ', Enumerable.Repeat(SignedVectors.OtherKeyPair.Signature, 9));

        Assert.True(rig.IsGenuine(SignedVectors.KeyPair.WithSignature($"{others} {SignedVectors.KeyPair.Signature}")));
        Assert.False(rig.IsGenuine(SignedVectors.KeyPair.WithSignature(
            $"v2,AAAA {others} {SignedVectors.KeyPair.Signature}")));
    }

    [Fact]
    public void A_signed_text_that_is_cut_in_another_place_is_forged()
    {
        var vector = SignedVectors.SharedSecret;
        const string inner = """{"id":"a"}""";
        var outer = vector.With("webhook-id", "msg") with { Text = $"x.{vector.Now}.{inner}" };
        var cut = vector.With("webhook-id", $"msg.{vector.Now}.x") with { Text = inner };
        using var rig = new SignatureRig(vector);
        var signature = StandardSignatureOf($"msg.{vector.Now}.{outer.Text}");

        Assert.True(rig.IsGenuine(outer.WithSignature(signature)));
        Assert.False(rig.IsGenuine(cut.WithSignature(signature)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_three_headers_may_have_the_names_that_Svix_gives_them(bool isKeyPair)
    {
        var vector = isKeyPair ? SignedVectors.KeyPair : SignedVectors.SharedSecret;
        using var rig = new SignatureRig(vector);

        Assert.True(rig.IsGenuine(Renamed(vector)));
        Assert.False(rig.IsGenuine(Renamed(vector) with { Text = "{}" }));
        Assert.False(rig.IsGenuine(Renamed(vector).With("svix-id", "another")));
        Assert.False(rig.IsGenuine(Renamed(vector).With("svix-timestamp", $"{vector.Now - 301}")));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("timestamp")]
    [InlineData("signature")]
    public void Headers_of_both_names_are_never_read_as_one_delivery(string name)
    {
        var vector = SignedVectors.SharedSecret;
        using var rig = new SignatureRig(vector);

        Assert.False(rig.IsGenuine(Renamed(vector).With($"webhook-{name}", vector.Headers[$"webhook-{name}"])));
    }

    private static SignatureVector Renamed(SignatureVector vector) => vector with
    {
        Headers = vector.Headers.ToDictionary(
            header => header.Key.Replace("webhook-", "svix-", StringComparison.OrdinalIgnoreCase),
            header => header.Value,
            StringComparer.OrdinalIgnoreCase),
    };

    private static string StandardSignatureOf(string text) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(SignedVectors.Secret["whsec_".Length..]), Encoding.UTF8.GetBytes(text)));

    /// <summary>Signed as it should be.</summary>
    private static WebhookReading Read(string body)
    {
        var vector = SignedVectors.TimestampBody;
        using var rig = new SignatureRig(vector);
        var signature = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(vector.Key), Encoding.UTF8.GetBytes($"{vector.Now}.{body}"));
        return rig.Read(vector.WithSignature(Convert.ToHexStringLower(signature)) with { Text = body });
    }
}
