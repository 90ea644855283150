using System.Text.Json;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.Reviews;

/// <summary>The body that ends a review.</summary>
internal static class ReviewBody
{
    public const string Returned = "returned";
    public const string NothingOwed = "nothing_owed";
    public const string Credited = "credited";

    /// <summary>
    /// More than any one payment may ask for: what went back may be what came in by mistake. What is left there bounds
    /// it.
    /// </summary>
    public const decimal AmountMax = 1_000_000_000_000;

    private const int InvoiceIdCharsMax = 256;

    public static readonly FieldRule Resolution = ResolutionFields.OneOf(Returned, NothingOwed, Credited);

    public static readonly FieldRule InvoiceId = new(
        $"the processor's ID of the invoice by which the money had come, of at most {InvoiceIdCharsMax} characters",
        text => text.Length <= InvoiceIdCharsMax);

    /// <param name="who">The name of the key that says it.</param>
    public static RequestBody<ReviewResolution> Parse(ReadOnlyMemory<byte>? body, string who) =>
        RequestBody<ReviewResolution>.Parse(body, (root, fields) => Read(root, fields, who));

    private static ReviewResolution Read(JsonElement root, FieldReader fields, string who)
    {
        var resolution = fields.Required(root, "resolution", "resolution", Resolution);
        var reason = ResolutionFields.ReadReason(fields, root);
        if (resolution == Returned)
        {
            var invoiceId = fields.Required(root, "invoiceId", "invoiceId", InvoiceId);
            var amount = AmountField.Read(fields, root, isoCode: "", AmountMax);
            return new ReviewResolution(ReviewOutcome.Returned, invoiceId, amount, reason, who);
        }

        if (resolution != "")
        {
            ResolutionFields.RefuseWithout(fields, root, "invoiceId", Returned);
            ResolutionFields.RefuseWithout(fields, root, "amount", Returned);
        }

        var outcome = resolution == Credited ? ReviewOutcome.Credited : ReviewOutcome.NothingOwed;
        return new ReviewResolution(outcome, InvoiceId: "", Amount: null, reason, who);
    }
}
