namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// What a case is to show of an intent, as it was worked out last. Words and sums only: where it is shown, the rest is
/// taken from the intent as it is then.
/// </summary>
public sealed record CaseFacts
{
    public required string CaseStatus { get; init; }
    public required string Outcome { get; init; }
    public required string ActionRequired { get; init; }

    /// <summary>In the price's currency, rounded to it, as are the other two.</summary>
    public required decimal AmountPaid { get; init; }
    public required decimal AmountDue { get; init; }
    public required decimal AmountRefunded { get; init; }
    public required PaymentIntentQualifiers Qualifiers { get; init; }
}
