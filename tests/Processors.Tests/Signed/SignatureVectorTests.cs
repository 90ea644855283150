using System.Text;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Signed;

namespace CryptoPay.Processors.Tests.Signed;

/// <summary>Each vector as it is, and each again with one thing wrong.</summary>
public sealed class SignatureVectorTests
{
    [Fact]
    public void A_vector_of_ours_is_genuine_and_nothing_but_itself()
    {
        Assert.All(SignatureVectors.Own, AssertNothingButItself);
    }

    /// <summary>The variable names a file of published vectors, which are not ours to pass on.</summary>
    [Fact]
    public void A_published_vector_is_what_it_says_and_nothing_but_itself()
    {
        var file = Environment.GetEnvironmentVariable("CRYPTOPAY_SIGNATURE_VECTORS");
        Assert.SkipUnless(File.Exists(file), "CRYPTOPAY_SIGNATURE_VECTORS names no file.");
        var published = SignatureVectors.Published(file!);

        Assert.NotEmpty(published);
        Assert.All(published, AssertNothingButItself);
    }

    private static void AssertNothingButItself(SignatureVector vector)
    {
        using var rig = new SignatureRig(vector);
        Assert.Equal(vector.IsGenuine, rig.IsGenuine(vector));
        if (!vector.IsGenuine) return;

        Assert.All(WithOtherBodies(vector), other => Assert.False(rig.IsGenuine(other), "body"));
        Assert.All(WithOtherSignatures(vector), other => Assert.False(rig.IsGenuine(other), "signature"));
        Assert.All(WithOtherTimes(vector), other => Assert.False(rig.IsGenuine(other), "time"));
        Assert.All(vector.Headers.Keys, header => Assert.False(rig.IsGenuine(vector.With(header, "")), header));
        Assert.All(vector.Headers.Keys, header => Assert.False(rig.IsGenuine(vector, without: header), header));
        Assert.All(vector.Headers.Keys, header => Assert.False(rig.IsGenuine(vector, doubled: header), header));

        var signedAt = long.Parse(vector.Headers[vector.TimeHeader]);
        foreach (var (seconds, isGenuine) in new[]
            { (-301, false), (-300, true), (-299, true), (299, true), (300, true), (301, false) })
        {
            Assert.Equal(isGenuine, rig.IsGenuine(vector with { Now = signedAt + seconds }));
        }

        rig.Change(vector.Setting, OtherKey(vector));
        Assert.False(rig.IsGenuine(vector), "key");
    }

    private static IEnumerable<SignatureVector> WithOtherBodies(SignatureVector vector) =>
    [
        vector with { Body = $"{vector.Body}\n" },
        vector with { Body = $" {vector.Body}" },
        vector with { Body = vector.Body[..^1] },
        .. Enumerable.Range(0, vector.Body.Length).Select(at => vector with { Body = Flipped(vector.Body, at) }),
    ];

    private static IEnumerable<SignatureVector> WithOtherSignatures(SignatureVector vector)
    {
        var signature = vector.Headers[vector.SignatureHeader];
        var entries = signature.Split(' ');
        // In a list every entry is bent, so that no good one is left in it.
        var flipped = Enumerable.Range(0, entries.Max(entry => entry.Length)).Select(at => string.Join(
            ' ', entries.Select(entry => Flipped(entry, Math.Min(at, entry.Length - 1)))));
        string[] others =
        [
            signature.ToUpperInvariant(),
            string.Join(' ', entries.Select(entry => entry[..^1])),
            string.Join(' ', entries.Select(entry => $"{entry}0")),
            string.Join(' ', entries.Select(entry => $"{entry}\t")),
            string.Join(',', entries.Select(entry => $"{entry},{entry}")),
            .. flipped,
        ];
        return others.Select(other => vector.With(vector.SignatureHeader, other));
    }

    private static IEnumerable<SignatureVector> WithOtherTimes(SignatureVector vector)
    {
        var time = vector.Headers[vector.TimeHeader];
        var seconds = long.Parse(time);
        string[] spellings =
        [
            $"{time}.0", $"{time} ", $" {time}", $"+{time}", $"-{time}", $"{time}000", "9".PadLeft(30, '9'), "now",
            DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("O"),
        ];
        // Body alone does not sign the time: another one that is near passes, which is why it is the weakest scheme.
        string[] others =
            vector.Scheme is SignatureScheme.Body ? [] : [$"{seconds + 1}", $"{seconds - 1}", $"0{time}"];
        return spellings.Concat(others).Select(other => vector.With(vector.TimeHeader, other));
    }

    private static string Flipped(string text, int at)
    {
        var characters = text.ToCharArray();
        characters[at] ^= (char)1;
        return new string(characters);
    }

    private static string OtherKey(SignatureVector vector)
    {
        if (vector.Setting is "PublicKey") return SignatureVectors.ThirdPublicKey;
        if (vector.Scheme is not SignatureScheme.StandardWebhooks) return Flipped(vector.Key, vector.Key.Length - 1);
        var bytes = Convert.FromBase64String(vector.Key["whsec_".Length..]);
        bytes[^1] ^= 1;
        return $"whsec_{Convert.ToBase64String(bytes)}";
    }
}
