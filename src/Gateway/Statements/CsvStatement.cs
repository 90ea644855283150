using System.IO.Pipelines;
using CryptoPay.Gateway.Csv;
using CryptoPay.Payments.Statements;

namespace CryptoPay.Gateway.Statements;

/// <summary>For a spreadsheet. It has no sums: whoever adds up a column would count them twice.</summary>
internal sealed class CsvStatement(PipeWriter body, TimeZoneInfo zone) : StatementForm(body, zone)
{
    public override string ContentType => CsvRow.ContentType;

    public override void Begin(string merchant, StatementMonth month) => Row(
        "Date", "Time", "Kind", "Order ID", "Currency", "Order amount", "Amount", "Coin", "Coin amount", "Rate",
        "Processor account", "Invoice ID", "Refund ID", "Time UTC");

    public override void End(StatementSums sums, bool isOver, bool isComplete)
    {
        if (!isOver) Row("", "", "MONTH NOT OVER", "", "", "", "", "", "", "", "", "", "", "");
    }

    protected override void Write(StatementLine? line, StatementEntry entry) => Row(
        Part(entry.LocalTime, 0, 10), Part(entry.LocalTime, 11, 8),
        line is null ? "UNREADABLE" : StatementWords.Of(line.Kind).Csv,
        CsvRow.Text(entry.OrderId), entry.IsoCode, entry.AmountAsked, entry.Amount, CsvRow.Text(entry.CryptoCode),
        entry.CryptoAmount, entry.Rate, CsvRow.Text(entry.Account), CsvRow.Text(entry.InvoiceId),
        CsvRow.Text(entry.RefundId), entry.At);

    private void Row(params ReadOnlySpan<string> cells) => CsvRow.Write(Body, cells);

    private static string Part(string text, int start, int length) => text == "" ? "" : text.Substring(start, length);
}
