using CryptoPay.Gateway.Bodies;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.Reviews;

/// <summary>The body that ends a review.</summary>
internal static class ReviewBody
{
    public const string NothingOwed = "nothing_owed";

    private const string Returned = "returned";
    private const string Credited = "credited";

    /// <summary>
    /// More than any one payment may ask for: what went back may be what came in by mistake. What is left there bounds
    /// it.
    /// </summary>
    private const decimal AmountMax = 1_000_000_000_000;

    private const int InvoiceIdCharsMax = 256;

    private static readonly TextField Resolution = ResolutionFields.OneOf(Returned, NothingOwed, Credited);

    private static readonly TextField InvoiceId = new(
        "invoiceId",
        $"the processor's ID of the invoice by which the money had come, of at most {InvoiceIdCharsMax} characters")
    {
        CharsMax = InvoiceIdCharsMax,
    };

    private static readonly AmountField Amount = new(AmountMax);

    public static readonly FieldSet Fields = new(Resolution, ResolutionFields.Reason, InvoiceId, Amount);

    /// <param name="who">The name of the key that says it.</param>
    public static RequestBody<ReviewResolution> Parse(ReadOnlyMemory<byte>? body, string who) =>
        RequestBody<ReviewResolution>.Parse(body, Fields, fields => Read(fields, who));

    private static ReviewResolution Read(FieldReader fields, string who)
    {
        var resolution = fields.Text(Resolution);
        var reason = fields.Text(ResolutionFields.Reason);
        if (resolution == Returned)
        {
            var invoiceId = fields.Text(InvoiceId with { IsRequired = true });
            var amount = (Amount with { IsRequired = true }).Read(fields);
            return new ReviewResolution(ReviewOutcome.Returned, invoiceId, amount, reason, who);
        }

        if (resolution != "")
        {
            fields.RefuseWithout(InvoiceId, Returned);
            fields.RefuseWithout(Amount, Returned);
        }

        var outcome = resolution == Credited ? ReviewOutcome.Credited : ReviewOutcome.NothingOwed;
        return new ReviewResolution(outcome, InvoiceId: "", Amount: null, reason, who);
    }
}
