namespace CryptoPay.Payments.PaymentIntents;

/// <summary>What a customer who calls again says, to come back to the payment.</summary>
/// <param name="Code">Six digits.</param>
/// <param name="Digest">
/// By which it is found among its merchant's: made with a key, so that it tells nothing of the code.
/// </param>
public sealed record ResumeCode(Sensitive Code, string Digest)
{
    public const int DigitCount = 6;

    /// <summary>From the newest invoice, or from when it was asked for where there is none yet.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Null where there is none, or it is over.</summary>
    public static ResumeCode? LiveOf(PaymentIntent intent, DateTimeOffset now) =>
        now < (intent.Current.OpenedAt ?? intent.Current.ResumedAt ?? intent.Current.StartedAt) + Lifetime
            ? intent.ResumeCode
            : null;

    /// <summary>
    /// By what has happened: it is paid, cancelled or refunded, or not watched any more. So no code stays for ever.
    /// </summary>
    internal static bool IsOver(PaymentIntent intent) =>
        intent.WatchEnd != WatchEnd.None
        || intent.Status is PaymentIntentStatus.Settled or PaymentIntentStatus.Cancelled
        // Of a next invoice it is none of its business what became of the money before.
        || (intent.Status is PaymentIntentStatus.Expired or PaymentIntentStatus.Invalid && Sums.IsGivenBack(intent));
}
