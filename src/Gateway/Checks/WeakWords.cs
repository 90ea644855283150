using System.Text.RegularExpressions;
using CryptoPay.Gateway.Access;

namespace CryptoPay.Gateway.Checks;

/// <summary>What somebody would try first.</summary>
internal static partial class WeakWords
{
    private const int CharactersMin = 16;

    /// <summary>Sixteen random hex digits have ten; seven are the chance of one in a hundred.</summary>
    private const int DistinctMin = 8;

    private static readonly string[] All =
    [
        "123456", "a", "admin", "api", "apikey", "caller", "change", "changeit", "changeme", "cryptopay", "default",
        "demo", "dev", "example", "hook", "key", "letmein", "me", "my", "of", "only", "pass", "password", "prod",
        "qwerty", "sample", "sandbox", "secret", "shop", "store", "test", "tests", "the", "token", "webhook", "your",
    ];

    private static readonly HashSet<string> KeyHashes =
    [
        .. from first in All
           from second in All.Prepend("")
           from between in second == "" ? [""] : (string[])["", "-", "_", " "]
           select Convert.ToHexString(ApiKeyRing.Hash(first + between + second)),
    ];

    /// <summary>Short, of few characters, or made of well-known words and digits.</summary>
    public static bool IsWeak(string secret)
    {
        var random = secret.StartsWith("whsec_", StringComparison.Ordinal) ? secret["whsec_".Length..] : secret;
        return random.Length < CharactersMin
            || random.Distinct().Count() < DistinctMin
            || Words.IsMatch(NoLetter.Replace(random, ""));
    }

    /// <param name="sha256">In hex.</param>
    public static bool IsHashOfOne(string? sha256) =>
        sha256 is not null && KeyHashes.Contains(sha256.ToUpperInvariant());

    [GeneratedRegex("[^a-zA-Z]")]
    private static partial Regex NoLetter { get; }

    private static Regex Words { get; } = new(
        $"^({string.Join('|', All.Where(word => word.Length > 1 && char.IsLetter(word[0])))})+$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);
}
