using System.Globalization;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Statements;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Statements;

/// <summary>One line of a statement: flat, the same keys always, never null.</summary>
/// <param name="At">ISO 8601 in UTC.</param>
/// <param name="LocalTime">The same in the statement's time zone, with its offset.</param>
/// <param name="Kind">
/// As <see cref="StatementWords"/> calls it; unreadable where the order's row cannot be read, so that it is not known
/// what belongs here.
/// </param>
/// <param name="AmountAsked">The order's price.</param>
/// <param name="Amount">Below 0 where money went back, or left this kind for another.</param>
/// <param name="CryptoAmount">Whole coins; "" where the processor does not say.</param>
/// <param name="Rate">amount by cryptoAmount; "" where that is not known.</param>
internal sealed record StatementEntry(
    string At, string LocalTime, string Kind, string OrderId, string IsoCode, string AmountAsked, string Amount,
    string CryptoCode, string CryptoAmount, string Rate, string Account, string InvoiceId, string RefundId)
{
    public static StatementEntry Of(StatementLine line, TimeZoneInfo zone) => new(
        WireTime.Of(line.At),
        TimeZoneInfo.ConvertTime(line.At, zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        StatementWords.Of(line.Kind).Json, line.OrderId, line.Asked.Currency, line.Asked.ToWire(),
        (line.Asked with { Amount = line.Amount }).ToWire(), line.CryptoCode,
        line.CryptoAmount is { } coins ? Money.ToWire(coins, 0) : "",
        line.Rate is { } rate ? (line.Asked with { Amount = rate }).ToWire() : "",
        line.Account, line.InvoiceId, line.RefundId);

    public static StatementEntry Unreadable(string orderId) =>
        new("", "", StatementWords.Unreadable, orderId, "", "", "", "", "", "", "", "", "");
}

/// <param name="Count">Of lines.</param>
internal sealed record StatementTotal(string IsoCode, string Kind, int Count, string Amount)
{
    public static StatementTotal Of(StatementSum sum) => new(
        sum.Currency, StatementWords.Of(sum.Kind).Json, sum.Count, new Money(sum.Amount, sum.Currency).ToWire());
}

/// <summary>All of it, as it is described; it is written piece by piece.</summary>
/// <param name="From">When the month begins, ISO 8601 in UTC.</param>
/// <param name="To">When the next one does.</param>
/// <param name="Lines">By order, and these by when their money first moved in the month.</param>
/// <param name="Sums">By currency and kind.</param>
/// <param name="IsComplete">False while the month is not over, and where a row could not be read.</param>
internal sealed record Statement(
    string Merchant, string Month, string TimeZone, string From, string To, IReadOnlyList<StatementEntry> Lines,
    IReadOnlyList<StatementTotal> Sums, bool IsComplete);
