using System.Globalization;

namespace CryptoPay.Processors.Tests.Vectors;

/// <summary>A genuine vector again, each time with one thing wrong; and at the edges of its time.</summary>
internal static class SignatureVariants
{
    private const string AnotherPublicKey = "whpk_eae6hkODgGDL+tx9Cjrl85hlIvzkDDwaJ2jywZ5i1CI=";

    /// <summary>Where each scheme's signature stands, and one where nobody looks.</summary>
    private static readonly string[] SignatureHeaders =
    [
        "x-signature", "BTCPay-Sig", "X-CC-Webhook-Signature", "X-Hook0-Signature", "webhook-signature",
        "X-Hub-Signature-256",
    ];

    public static IEnumerable<(string Wrong, SignatureVector Vector)> WrongOnes(SignatureVector vector) =>
    [
        .. Bodies(vector).Select(body => ("body", vector with { Body = body })),
        .. Signatures(vector).Select(signature => ("signature", vector.WithSignature(signature))),
        .. Headers(vector).Select(other => ("header", other)),
        .. Times(vector).Select(time => ("time", vector.WithTime(time))),
    ];

    /// <summary>Five minutes each way, by the second. Nothing where the scheme knows no time.</summary>
    public static IEnumerable<SignatureVector> AtTheEdges(SignatureVector vector) => vector.Time is not { } time
        ? []
        : from seconds in new[] { -301, -300, -299, 299, 300, 301 }
          select vector with { Now = long.Parse(time) + seconds, IsGenuine = Math.Abs(seconds) <= 300 };

    /// <summary>One bit off; of a public key, another one.</summary>
    public static string AnotherKey(string key)
    {
        if (key.StartsWith("whpk_", StringComparison.Ordinal)) return AnotherPublicKey;
        if (!key.StartsWith("whsec_", StringComparison.Ordinal)) return Flipped(key, key.Length - 1);
        var bytes = Convert.FromBase64String(key["whsec_".Length..]);
        bytes[^1] ^= 1;
        return $"whsec_{Convert.ToBase64String(bytes)}";
    }

    private static IEnumerable<byte[]> Bodies(SignatureVector vector)
    {
        var body = vector.Body.ToArray();
        return
        [
            [], [.. body, (byte)'\n'], [(byte)' ', .. body], body[..^1], [.. body, .. body],
            .. Enumerable.Range(0, body.Length).Select(at =>
            {
                var bent = body.ToArray();
                bent[at] ^= (byte)(1 << (at % 8));
                return bent;
            }),
        ];
    }

    private static IEnumerable<string> Signatures(SignatureVector vector)
    {
        // Hook0's last part decides, and what stands before it has its own turn.
        var start = vector.Scheme is "hook0" ? vector.Signature.LastIndexOf(',') + 1 : 0;
        // In a list every entry is bent, so that no good one is left in it.
        var entries = vector.Signature[start..].Split(' ');
        return
        [
            All(entry => entry.ToUpperInvariant()),
            All(entry => entry[..^1]),
            All(entry => $"{entry}0"),
            All(entry => $"{entry}\t"),
            All(entry => $"{entry},{entry}"),
            .. Enumerable.Range(0, entries.Max(entry => entry.Length))
                .Select(at => All(entry => Flipped(entry, Math.Min(at, entry.Length - 1)))),
        ];

        string All(Func<string, string> bend) => vector.Signature[..start] + string.Join(' ', entries.Select(bend));
    }

    private static IEnumerable<SignatureVector> Headers(SignatureVector vector) =>
    [
        .. vector.Headers.Keys.Select(name => vector.With(name)),
        .. vector.Headers.Keys.Select(name => vector.With(name, "")),
        .. vector.Headers.Select(header => vector.With(header.Key, [.. header.Value, .. header.Value])),
        .. from header in vector.Headers
            where header.Key != vector.SignatureHeader && header.Key != vector.TimeHeader
            select vector.With(header.Key, Flipped(header.Value[0], header.Value[0].Length - 1)),
        .. from name in SignatureHeaders
            where !name.Equals(vector.SignatureHeader, StringComparison.OrdinalIgnoreCase)
            select vector.With(vector.SignatureHeader).With(name, vector.Signature),
    ];

    private static IEnumerable<string> Times(SignatureVector vector)
    {
        if (vector.Time is not { } time) return [];
        var seconds = long.Parse(time);
        string[] spellings =
        [
            "", $"{time}.0", $"{time} ", $" {time}", $"+{time}", $"-{time}", $"{time}000", new string('9', 30), "now",
            DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("O", CultureInfo.InvariantCulture),
        ];
        // Where the body alone is signed another time that is near passes, which is why it is the weakest scheme.
        return vector.Scheme is "seed-A" ? spellings : [.. spellings, $"{seconds + 1}", $"{seconds - 1}", $"0{time}"];
    }

    private static string Flipped(string text, int at) => $"{text[..at]}{(char)(text[at] ^ 1)}{text[(at + 1)..]}";
}
