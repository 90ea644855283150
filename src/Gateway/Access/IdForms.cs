using System.Text.RegularExpressions;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// The forms of IDs that end up in a grain's key. ASCII only; a slash or a plus never passes, as they mean something in
/// a key.
/// </summary>
internal static partial class IdForms
{
    public const string OrderIdPattern = @"(?!\.+$)[A-Za-z0-9._-]{1,64}";

    public const string OrderIdRule = "1 to 64 characters of letters, digits, '.', '_' and '-', and not only dots";

    public const string MerchantRule = "1 to 32 characters of letters, digits, '.', '_' and '-', and not only dots";

    public const string OperatorNameRule = "1 to 64 characters of letters, digits, '.', '_', '-' and '@'";

    public static bool IsOrderId(string text) => OrderId.IsMatch(text);

    public static bool IsMerchant(string text) => Merchant.IsMatch(text);

    public static bool IsOperatorName(string text) => OperatorName.IsMatch(text);

    // \z and not $, which lets a newline at the end pass.
    [GeneratedRegex($@"\A{OrderIdPattern}\z")]
    private static partial Regex OrderId { get; }

    [GeneratedRegex(@"\A(?!\.+\z)[A-Za-z0-9._-]{1,32}\z")]
    private static partial Regex Merchant { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9._@-]{1,64}\z")]
    private static partial Regex OperatorName { get; }
}
