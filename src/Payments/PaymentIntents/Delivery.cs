namespace CryptoPay.Payments.PaymentIntents;

/// <summary>One revision of one thing, on its way to one sink.</summary>
/// <param name="Target">Where to: a digest.</param>
/// <param name="IsOnce">It reaches the customer, so the history names it and nothing repeats it unasked.</param>
public sealed record Delivery(string Sink, string About, long Revision, string Target, bool IsOnce = false);
