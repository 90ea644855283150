using System.Text;
using System.Text.Json;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Signed;

namespace CryptoPay.Processors.Tests.Signed;

/// <param name="Setting">Which setting the key is for.</param>
/// <param name="Now">Unix seconds.</param>
public sealed record SignatureVector(
    string Name, SignatureScheme Scheme, string Setting, string Key, IReadOnlyDictionary<string, string> Headers,
    string Body, long Now, bool IsGenuine = true)
{
    public string SignatureHeader => Scheme is SignatureScheme.StandardWebhooks ? "webhook-signature" : "X-Signature";

    public string TimeHeader => Scheme is SignatureScheme.StandardWebhooks ? "webhook-timestamp" : "X-Timestamp";

    public SignatureVector With(string header, string value) =>
        this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };

    public WebhookDelivery Delivery => new(
        name => Headers.TryGetValue(name, out var value) ? [value] : [],
        Encoding.UTF8.GetBytes(Body), DateTimeOffset.FromUnixTimeSeconds(Now));

    public override string ToString() => Name;
}

/// <summary>
/// Computed outside this code base, with Python's hmac module and with OpenSSL for ed25519:
/// <c>openssl pkeyutl -sign -rawin -keyform DER -inkey KEY -in SIGNED_TEXT | base64</c>.
/// </summary>
public static class SignatureVectors
{
    public const string Secret = "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
    public const string PublicKey = "whpk_nYvbje0Qc+u5KMEvOKu0Nxyu0dQ1j8bFzqaWKOYYgKg=";
    public const string OtherPublicKey = "whpk_8nq+8wJJYKlhgvlhu3H4QVNQw+qUnHbZ1H2jpGw00uY=";
    public const string ThirdPublicKey = "whpk_eae6hkODgGDL+tx9Cjrl85hlIvzkDDwaJ2jywZ5i1CI=";
    public const string V1 = "v1,wZ9TdIWRSzpoZzWUzEtYi5hHAhMwcyPLbD064JkCE4g=";
    public const string V1A =
        "v1a,4xrL5hrZ6nWePeS/z8mhzudZMpDBR2NsBl2XyXwPdNHF38sjY4qWgZvSehvlQQo/lfBXnyjHXgJId2SgD8VaAQ==";
    public const string OtherV1A =
        "v1a,EKHlcEzgbxvPgDdm0BzeeYy9whPbJ460qomLpu/NABuQc8Vtp/RnGYEVaRDerbSevduJfe1lA0RTGXfq1VYcCw==";

    /// <summary>Parsed and written again it would be other bytes.</summary>
    public const string Body =
        """{"event": {"type": "payment:confirmed", "data": {"id": "pay_7f3a", "status": "confirmed","""
        + """ "amount": "100.00", "metadata": {"merchant": "default", "orderId": "ünï-✓-1"}}}}""";

    private const long SignedAt = 1795400000;

    public static readonly SignatureVector TimestampBody = Hex(
        SignatureScheme.TimestampBody, "829292579e84741ab071279afaacd783277e4260bb8d9f49a37f93230e91b270");

    public static readonly SignatureVector BodyAlone = Hex(
        SignatureScheme.Body, "a38477d88a7e1d21e322a499ec33e7aa49a1628186c19f2b43dc0b4560f3d669");

    public static readonly SignatureVector SharedSecret = Standard("v1", "WebhookSecret", Secret, V1);

    public static readonly SignatureVector KeyPair = Standard("v1a", "PublicKey", PublicKey, V1A);

    public static readonly IReadOnlyList<SignatureVector> Own =
    [
        TimestampBody,
        BodyAlone,
        SharedSecret,
        KeyPair,
        Standard("v1 among others", "WebhookSecret", Secret, $"{V1A} v2,AAAA {V1}"),
        Standard("v1a among others", "PublicKey", PublicKey, $"{OtherV1A} v1,AAAA {V1A}"),
    ];

    /// <summary>Of a file of published vectors, those of our schemes.</summary>
    public static IReadOnlyList<SignatureVector> Published(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. json.RootElement.GetProperty("vectors").EnumerateArray().Select(Read).OfType<SignatureVector>()];
    }

    private static SignatureVector Hex(SignatureScheme scheme, string signature) => new(
        scheme.ToString(), scheme, "WebhookSecret", "signed-test-secret-0123456789abcdef",
        new Dictionary<string, string> { ["X-Signature"] = signature, ["X-Timestamp"] = $"{SignedAt}" },
        Body, SignedAt);

    private static SignatureVector Standard(string name, string setting, string key, string signatures) => new(
        name, SignatureScheme.StandardWebhooks, setting, key,
        new Dictionary<string, string>
        {
            ["webhook-id"] = "msg_2f6c1d0e9a",
            ["webhook-timestamp"] = $"{SignedAt}",
            ["webhook-signature"] = signatures,
        },
        Body, SignedAt);

    /// <summary>Null for a vector of another processor's scheme.</summary>
    private static SignatureVector? Read(JsonElement vector)
    {
        SignatureScheme? scheme = Text("scheme").Split(':')[0] switch
        {
            "seed-A" => SignatureScheme.Body,
            "seed-B" => SignatureScheme.TimestampBody,
            "standard-webhooks" => SignatureScheme.StandardWebhooks,
            _ => null,
        };
        if (scheme is null) return null;
        var headers = new Dictionary<string, string> { [Text("header")] = Text("signature") };
        if (scheme is SignatureScheme.StandardWebhooks) headers["webhook-id"] = Text("webhook_id");
        headers[scheme is SignatureScheme.StandardWebhooks ? "webhook-timestamp" : "X-Timestamp"] =
            Text(scheme is SignatureScheme.StandardWebhooks ? "webhook_timestamp" : "x_timestamp");
        return new SignatureVector(Text("name"), scheme.Value, "WebhookSecret", Text("secret"), headers, Text("body"),
            vector.GetProperty("now").GetInt64(), Text("expect") is "valid");

        string Text(string name) => vector.GetProperty(name).ToString();
    }
}
