namespace CryptoPay.Payments.Views;

/// <summary>Where a payment URI sends to, for reading out and comparing.</summary>
public static class PaymentAddress
{
    /// <summary>
    /// The address of BIP 21 (<c>bitcoin:address?…</c>) and of EIP-681 (<c>ethereum:address@chain?…</c>, and for a
    /// token <c>ethereum:token@chain/transfer?address=…</c>); "" of a Lightning URI, which has none, and of what is no
    /// URI.
    /// </summary>
    public static string Of(string uri)
    {
        var (scheme, rest) = Cut(uri, ':');
        if (rest == "" || scheme.Equals("lightning", StringComparison.OrdinalIgnoreCase)) return "";
        var (path, query) = Cut(rest, '?');
        if (!path.EndsWith("/transfer", StringComparison.Ordinal)) return Cut(path, '@').Before;
        var pairs = query.Split('&').Select(pair => Cut(pair, '='));
        return pairs.FirstOrDefault(pair => pair.Before == "address").After ?? "";
    }

    private static (string Before, string After) Cut(string text, char at) =>
        text.IndexOf(at) is >= 0 and var index ? (text[..index], text[(index + 1)..]) : (text, "");
}
