using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;
using Microsoft.AspNetCore.Mvc;

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
        string? merchant, ListFilters filters, string? cursor, string? take,
        out PaymentIntentQuery query, [NotNullWhen(false)] out Dictionary<string, string[]>? errors)
    {
        var refused = new Dictionary<string, string[]>();
        query = new PaymentIntentQuery(
            merchant,
            Read<PaymentIntentStatus?>("status", filters.Status, null, TryStatus, StatusRule),
            Time("from", filters.From),
            Read("cursor", cursor, "", TryCursor, CursorRule),
            Read("take", take, TakeDefault, TryTake, $"a whole number from 1 to {TakeMax}"),
            Read("actionRequired", filters.ActionRequired, "", text => (Actions.Contains(text), text), ActionRule),
            Time("to", filters.To),
            Time("settledFrom", filters.SettledFrom),
            Time("settledTo", filters.SettledTo));
        errors = refused.Count > 0 ? refused : null;
        return errors is null;

        DateTimeOffset? Time(string name, string? text) =>
            Read<DateTimeOffset?>(name, text, null, TryTime, UtcTime.Rule);

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

/// <summary>
/// Which payments a list holds, as the query says it. A span of time begins with its first bound and ends before its
/// second.
/// </summary>
internal readonly record struct ListFilters(
    [FromQuery(Name = "status")] string? Status,
    [FromQuery(Name = "actionRequired")] string? ActionRequired,
    [FromQuery(Name = "from")] string? From,
    [FromQuery(Name = "to")] string? To,
    [FromQuery(Name = "settledFrom")] string? SettledFrom,
    [FromQuery(Name = "settledTo")] string? SettledTo);
