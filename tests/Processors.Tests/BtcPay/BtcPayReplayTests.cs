using System.Globalization;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.BtcPay;

/// <summary>Whole lives of invoices, as recorded, read moment by moment.</summary>
public sealed class BtcPayReplayTests
{
    public static TheoryData<string> Scenarios => [.. RecordedLives.Moments.Keys];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task A_recorded_life_is_read_as_it_was(string scenario)
    {
        using var rig = new ProcessorRig(BtcPayDialect.Settings);
        var seen = new List<string>();
        foreach (var (invoiceId, hasPaymentMethods, body) in Recording.Of(scenario).Moments())
        {
            rig.Server.Script = call => call is { Method.Method: "GET" }
                && call.PathAndQuery == $"{BtcPayDialect.StorePath}/invoices/{invoiceId}?includePaymentMethods=true"
                    ? new Answer.Says(200, body)
                    : throw new InvalidOperationException($"Not recorded: {call}");

            var result = await rig.Processor.ReadInvoice(invoiceId, TestContext.Current.CancellationToken);

            var invoice = Assert.IsType<ProcessorResult<Invoice>.Found>(result).Value;
            Assert.Equal(invoiceId, invoice.InvoiceId);
            Assert.Equal(("", ""), (invoice.Merchant, invoice.AttemptId));
            seen.Add(Line(invoice, hasPaymentMethods));
        }

        Assert.Equal(RecordedLives.Moments[scenario], seen);
    }

    private static string Line(Invoice invoice, bool hasPaymentMethods)
    {
        var culture = CultureInfo.InvariantCulture;
        var line = string.Create(
            culture, $"{invoice.Status} {invoice.Qualifiers}: {invoice.AmountPaid} of {invoice.Price.Amount}");
        if (!hasPaymentMethods) return line;
        var payments = invoice.Payments.Select(payment =>
            string.Create(culture, $" + {payment.Value} {(payment.IsConfirmed ? "final" : "seen")}"));
        return string.Create(culture, $"{line}; {invoice.CryptoAmount}{string.Concat(payments)}")
            + (invoice.IsPaymentConfirmed ? "; confirmed" : "");
    }
}
