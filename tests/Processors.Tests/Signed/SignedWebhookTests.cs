using System.Security.Cryptography;
using System.Text;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Signed;

namespace CryptoPay.Processors.Tests.Signed;

public sealed class SignedWebhookTests
{
    [Theory]
    [InlineData("payment:confirmed")]
    [InlineData("payment_completed")]
    [InlineData("something:new")]
    public void A_genuine_delivery_says_whom_it_is_for_whatever_its_event(string type) => Assert.Equal(
        new WebhookReading.Located("default", "ünï-✓-1", "pay_7f3a"),
        Read(SignatureVectors.Body.Replace("payment:confirmed", type, StringComparison.Ordinal)));

    [Fact]
    public void Data_without_an_event_around_it_is_read_as_Standard_Webhooks_recommends_it() => Assert.Equal(
        new WebhookReading.Located("default", "CC-1001", "pay_7f3a"), Read("""
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
    [InlineData(SignatureScheme.TimestampBody)]
    [InlineData(SignatureScheme.Body)]
    public void A_signature_of_the_other_scheme_is_forged(SignatureScheme scheme)
    {
        using var rig = new SignatureRig(SignatureVectors.TimestampBody with { Scheme = scheme });
        var other = scheme is SignatureScheme.Body ? SignatureVectors.TimestampBody : SignatureVectors.BodyAlone;

        Assert.False(rig.IsGenuine(other));
    }

    [Theory]
    [InlineData("WebhookSecret", "the-new-secret")]
    [InlineData("PublicKey", SignatureVectors.OtherPublicKey)]
    public void The_key_before_is_good_while_it_is_configured(string setting, string newKey)
    {
        var vector = setting is "PublicKey" ? SignatureVectors.KeyPair : SignatureVectors.TimestampBody;
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
        using var rig = new SignatureRig(SignatureVectors.KeyPair);
        Assert.False(rig.IsGenuine(SignatureVectors.SharedSecret));

        rig.Change("WebhookSecret", SignatureVectors.Secret);

        Assert.True(rig.IsGenuine(SignatureVectors.SharedSecret));
        Assert.True(rig.IsGenuine(SignatureVectors.KeyPair));
    }

    [Theory]
    [InlineData("v1", "v1a")]
    [InlineData("v1a", "v1")]
    [InlineData("v1", "v2")]
    [InlineData("v1a", "V1a")]
    public void A_signature_under_another_kinds_name_is_forged(string kind, string other)
    {
        using var rig = new SignatureRig(SignatureVectors.KeyPair);
        rig.Change("WebhookSecret", SignatureVectors.Secret);
        var signature = kind is "v1" ? SignatureVectors.V1 : SignatureVectors.V1A;

        Assert.False(rig.IsGenuine(SignatureVectors.KeyPair.With(
            "webhook-signature", $"{other}{signature[kind.Length..]}")));
    }

    [Fact]
    public void A_good_signature_in_a_longer_list_than_anybody_needs_is_forged()
    {
        using var rig = new SignatureRig(SignatureVectors.KeyPair);
        var others = string.Join(' ', Enumerable.Repeat(SignatureVectors.OtherV1A, 9));

        Assert.True(rig.IsGenuine(SignatureVectors.KeyPair.With(
            "webhook-signature", $"{others} {SignatureVectors.V1A}")));
        Assert.False(rig.IsGenuine(SignatureVectors.KeyPair.With(
            "webhook-signature", $"v2,AAAA {others} {SignatureVectors.V1A}")));
    }

    [Fact]
    public void A_signed_text_that_is_cut_in_another_place_is_forged()
    {
        var vector = SignatureVectors.SharedSecret;
        const string inner = """{"id":"a"}""";
        var outer = vector.With("webhook-id", "msg") with { Body = $"x.{vector.Now}.{inner}" };
        var cut = vector.With("webhook-id", $"msg.{vector.Now}.x") with { Body = inner };
        using var rig = new SignatureRig(vector);
        var signature = StandardSignatureOf($"msg.{vector.Now}.{outer.Body}");

        Assert.True(rig.IsGenuine(outer.With("webhook-signature", signature)));
        Assert.False(rig.IsGenuine(cut.With("webhook-signature", signature)));
    }

    private static string StandardSignatureOf(string text) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(SignatureVectors.Secret["whsec_".Length..]), Encoding.UTF8.GetBytes(text)));

    /// <summary>Signed as it should be.</summary>
    private static WebhookReading Read(string body)
    {
        var vector = SignatureVectors.TimestampBody;
        using var rig = new SignatureRig(vector);
        var signature = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(vector.Key), Encoding.UTF8.GetBytes($"{vector.Now}.{body}"));
        return rig.Read(vector.With("X-Signature", Convert.ToHexStringLower(signature)) with { Body = body });
    }
}
