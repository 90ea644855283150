using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Answers;

/// <summary>
/// Bounds of the texts that are stored of what a processor said. An ID is no ID any more when it is cut, so one that is
/// too long, or holds what PostgreSQL keeps in no text, is nonsense; words for people are cut.
/// </summary>
internal static class AnswerSizes
{
    /// <summary>Far beyond any processor's, and beyond a transaction's hash with the number of its output.</summary>
    private const int IdCharsMax = 256;

    private const int StatusTextCharsMax = 100;

    public static ProcessorResult<Invoice> Bounded(Invoice invoice) =>
        IsId(invoice.InvoiceId) && invoice.Payments.All(payment => IsId(payment.PaymentId.Value))
            ? new ProcessorResult<Invoice>.Found(invoice with { StatusText = Cut(invoice.StatusText) })
            : new ProcessorResult<Invoice>.Nonsense("The ID of the invoice or of a payment is too long, or holds NUL.");

    public static ProcessorResult<Refund> Bounded(Refund refund) => IsId(refund.ProcessorRefundId.Value)
        ? new ProcessorResult<Refund>.Found(refund with { StatusText = Cut(refund.StatusText) })
        : new ProcessorResult<Refund>.Nonsense("The ID of the refund is too long, or holds NUL.");

    private static bool IsId(string? text) => text is null || (text.Length <= IdCharsMax && !text.Contains('\0'));

    private static string Cut(string text) =>
        (text.Length <= StatusTextCharsMax ? text : text[..StatusTextCharsMax]).Replace('\0', ' ');
}
