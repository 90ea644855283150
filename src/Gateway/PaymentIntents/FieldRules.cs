using System.Text.RegularExpressions;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>What each text field of a create may hold. Control characters are refused in all of them.</summary>
internal static partial class FieldRules
{
    public const string Currency = "required: an object with isoCode and cryptoCode";

    public const int PosLabelCharsMax = 100;
    public const int UrlCharsMax = 2048;

    public static readonly FieldRule OrderId = new(WireForms.OrderIdRule, WireForms.IsOrderId);

    public static readonly FieldRule IsoCode = new(
        "an ISO 4217 code such as USD", text => IsoCurrency.DecimalsOf(text.ToUpperInvariant()) is not null);

    public static readonly FieldRule CryptoCode = new(
        "a coin's code such as BTC: 2 to 12 letters and digits, a letter first",
        text => CoinCode.IsMatch(text));

    public static readonly FieldRule Speed = new(
        "high, medium or low", text => text.ToLowerInvariant() is "high" or "medium" or "low");

    public static readonly FieldRule NotificationUrl = new(
        $"an absolute https URL of at most {UrlCharsMax} characters without user info; http only to a loopback host",
        IsNotificationUrl);

    public static readonly FieldRule PosLabel = new(
        $"text of at most {PosLabelCharsMax} characters", text => text.Length <= PosLabelCharsMax);

    public static readonly FieldRule Processor = new("the name of a configured processor account", WireForms.IsAccount);

    /// <summary>Medium where nothing is said.</summary>
    public static TransactionSpeed SpeedOf(string text) => text.ToLowerInvariant() switch
    {
        "high" => TransactionSpeed.High,
        "low" => TransactionSpeed.Low,
        _ => TransactionSpeed.Medium,
    };

    // Uri is lenient: it trims blanks and reads backslashes as slashes, so that what is checked is not what is stored.
    private static bool IsNotificationUrl(string text) =>
        text.Length <= UrlCharsMax
        && !text.Any(c => char.IsWhiteSpace(c) || c == '\\')
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url is { UserInfo: "", Host.Length: > 0 }
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{1,11}\z")]
    private static partial Regex CoinCode { get; }
}
