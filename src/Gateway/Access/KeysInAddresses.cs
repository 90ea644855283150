using System.Text.RegularExpressions;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// A key belongs into a header. In an address it opens nothing, and is hidden there, as addresses are written down.
/// </summary>
internal static partial class KeysInAddresses
{
    public static string Hide(string query) => Key.Replace(query, "$1hidden");

    // No "token": BitPay's API has one there, and so has the sandbox.
    [GeneratedRegex(
        "([?&](?:x-?)?(?:api[-_]?key|key|access_token|password|secret)=)[^&]+", RegexOptions.IgnoreCase)]
    private static partial Regex Key { get; }
}
