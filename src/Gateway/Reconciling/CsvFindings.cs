using System.Net.Mime;
using CryptoPay.Gateway.Csv;

namespace CryptoPay.Gateway.Reconciling;

/// <summary>
/// A run's differences for a spreadsheet. Where it has not seen all, or has more than are kept, its last row says so.
/// </summary>
internal sealed class CsvFindings(ReconciliationFindings findings) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        var (run, body) = (findings.Reconciliation, http.Response.BodyWriter);
        http.Response.ContentType = CsvRow.ContentType;
        http.Response.Headers.ContentDisposition =
            new ContentDisposition { FileName = $"reconciliation-{run.Account}-{run.ReconciliationId}.csv" }.ToString();
        CsvRow.Write(
            body, "Kind", "Repaired", "Merchant", "Order ID", "Invoice ID", "Our currency", "Our amount", "Our status",
            "Our paid", "Our refunded", "Their currency", "Their amount", "Their status", "Their paid", "Their refunded");
        foreach (var each in findings.Differences)
        {
            CsvRow.Write(
                body, each.Kind, each.Repaired ? "yes" : "no", CsvRow.Text(each.Merchant), CsvRow.Text(each.OrderId),
                CsvRow.Text(each.InvoiceId), CsvRow.Text(each.Ours.IsoCode), each.Ours.Amount, each.Ours.Status,
                each.Ours.AmountPaid, each.Ours.AmountRefunded, CsvRow.Text(each.Theirs.IsoCode), each.Theirs.Amount,
                each.Theirs.Status, each.Theirs.AmountPaid, each.Theirs.AmountRefunded);
        }

        if (findings.LeftOut > 0) Note($"AND {findings.LeftOut} MORE");
        if (run.Status != ReconciliationView.Finished) Note($"{run.Status.ToUpperInvariant()} FROM {run.ComparedUntil} ON");
        await body.FlushAsync(http.RequestAborted);

        void Note(string text) => CsvRow.Write(body, text, "", "", "", "", "", "", "", "", "", "", "", "", "", "");
    }
}
