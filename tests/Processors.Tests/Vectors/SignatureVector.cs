using System.Text;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.Vectors;

/// <summary>One delivery, the key of the account that it comes to, and whether it is genuine there.</summary>
/// <param name="Scheme">As the files name it.</param>
/// <param name="Headers">All that are signed, and the signature's own; each matters.</param>
/// <param name="Now">Unix seconds; 0 where the scheme knows no time.</param>
public sealed record SignatureVector(
    string Name, string Scheme, string Key, string SignatureHeader, IReadOnlyDictionary<string, string[]> Headers,
    ReadOnlyMemory<byte> Body, long Now, bool IsGenuine)
{
    public string Signature => Headers[SignatureHeader][0];

    public string Text
    {
        get => Encoding.UTF8.GetString(Body.Span);
        init => Body = Encoding.UTF8.GetBytes(value);
    }

    /// <summary>The time that stands in the delivery, in Unix seconds; null where none does.</summary>
    public string? Time => Scheme switch
    {
        "hook0" => Signature.Split(',')[0]["t=".Length..],
        _ => TimeHeader is { } header ? Headers[header][0] : null,
    };

    public string? TimeHeader => Scheme switch
    {
        "seed-A" or "seed-B" => "X-Timestamp",
        "standard-webhooks" => "webhook-timestamp",
        _ => null,
    };

    public WebhookDelivery Delivery => new(
        name => Headers.GetValueOrDefault(name, []), Body, DateTimeOffset.FromUnixTimeSeconds(Now));

    public SignatureVector With(string header, params string[] values) => this with
    {
        Headers = new Dictionary<string, string[]>(Headers, StringComparer.OrdinalIgnoreCase) { [header] = values },
    };

    public SignatureVector WithSignature(string signature) => With(SignatureHeader, signature);

    public SignatureVector WithTime(string time) => TimeHeader is { } header
        ? With(header, time)
        : WithSignature(Signature.Replace($"t={Time}", $"t={time}", StringComparison.Ordinal));

    public override string ToString() => Name;
}
