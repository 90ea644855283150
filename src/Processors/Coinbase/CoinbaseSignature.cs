using System.Text;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Coinbase;

/// <summary>
/// <c>X-Hook0-Signature: t={Unix seconds},v0={hex},h={names of covered headers},v1={hex}</c>. What Hook0 leaves open is
/// refused here: a part twice (so several v1 too), a part that is none of these, h without v1.
/// </summary>
/// <param name="SignedAt">Unix seconds, as text that may be none.</param>
/// <param name="Signed">The exact bytes that <paramref name="Hex"/> signs.</param>
internal sealed record CoinbaseSignature(string SignedAt, byte[] Signed, string Hex)
{
    private const string Header = "X-Hook0-Signature";

    /// <summary>
    /// The delivery's signature, not verified; null where its form is wrong or a covered header is missing.
    /// </summary>
    public static CoinbaseSignature? Of(WebhookDelivery delivery)
    {
        if (delivery.Header(Header) is not [var text] || PartsOf(text) is not { } parts
            || !parts.TryGetValue("t", out var t))
        {
            return null;
        }

        // v1 decides wherever it is: a good v0 beside a bad v1 means that a covered header was changed.
        if (parts.TryGetValue("v1", out var v1))
        {
            return parts.TryGetValue("h", out var names) && Values(delivery, names) is { } values
                ? new CoinbaseSignature(t, Bytes($"{t}.{names}.{values}.", delivery), v1)
                : null;
        }

        return !parts.ContainsKey("h") && parts.TryGetValue("v0", out var v0)
            ? new CoinbaseSignature(t, Bytes($"{t}.", delivery), v0)
            : null;
    }

    private static Dictionary<string, string>? PartsOf(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(','))
        {
            var at = part.IndexOf('=');
            if (at < 0 || part[..at] is not ("t" or "v0" or "h" or "v1") || !parts.TryAdd(part[..at], part[(at + 1)..]))
                return null;
        }

        return parts;
    }

    /// <summary>
    /// The covered headers' values in the order of their names; null where one is not there exactly once.
    /// </summary>
    private static string? Values(WebhookDelivery delivery, string names)
    {
        var values = names.Split(' ').Select(name => name is "" ? [] : delivery.Header(name)).ToList();
        return values.All(value => value.Count == 1) ? string.Join('.', values.Select(value => value[0])) : null;
    }

    private static byte[] Bytes(string before, WebhookDelivery delivery) =>
        [.. Encoding.UTF8.GetBytes(before), .. delivery.Body.Span];
}
