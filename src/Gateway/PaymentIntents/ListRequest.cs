using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>The query of a list, checked. "" is as good as nothing.</summary>
internal static partial class ListRequest
{
    public const int TakeDefault = 50;
    public const int TakeMax = 200;

    public const string CursorRule = "the nextCursor of an earlier answer";

    public static readonly string StatusRule = $"one of {string.Join(", ", Enum.GetNames<PaymentIntentStatus>())}";

    private static readonly string[] Actions = [.. CaseTable.Rows.Select(row => row.ActionRequired).Distinct()];

    public static readonly string ActionRule = $"one of {string.Join(", ", Actions)}";

    /// <param name="merchant">Null for all.</param>
    public static bool TryParse(
        string? merchant, string? status, string? from, string? actionRequired, string? cursor, string? take,
        out PaymentIntentQuery query, [NotNullWhen(false)] out Dictionary<string, string[]>? errors)
    {
        var refused = new Dictionary<string, string[]>();
        query = new PaymentIntentQuery(
            merchant,
            Read<PaymentIntentStatus?>("status", status, null, TryStatus, StatusRule),
            Read<DateTimeOffset?>("from", from, null, TryTime, UtcTime.Rule),
            Read("cursor", cursor, "", TryCursor, CursorRule),
            Read("take", take, TakeDefault, TryTake, $"a whole number from 1 to {TakeMax}"),
            Read("actionRequired", actionRequired, "", text => (Actions.Contains(text), text), ActionRule));
        errors = refused.Count > 0 ? refused : null;
        return errors is null;

        T Read<T>(string name, string? text, T without, Func<string, (bool, T)> tryRead, string rule)
        {
            if (string.IsNullOrEmpty(text)) return without;

            var (isGood, value) = tryRead(text);
            if (!isGood) refused[name] = [rule];

            return value;
        }
    }

    // By name and not by Enum.TryParse, which takes numbers and lists as well.
    private static (bool, PaymentIntentStatus?) TryStatus(string text)
    {
        foreach (var status in Enum.GetValues<PaymentIntentStatus>())
        {
            if (text.Equals(status.ToString(), StringComparison.OrdinalIgnoreCase)) return (true, status);
        }

        return (false, null);
    }

    private static (bool, DateTimeOffset?) TryTime(string text) =>
        UtcTime.In(text) is { } time ? (true, time) : (false, null);

    private static (bool, string) TryCursor(string text) => (Cursor.IsMatch(text), text);

    private static (bool, int) TryTake(string text)
    {
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var take);
        return (isNumber && take is >= 1 and <= TakeMax, take);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._~/=-]{1,512}\z")]
    private static partial Regex Cursor { get; }
}
