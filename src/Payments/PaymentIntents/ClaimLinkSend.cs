namespace CryptoPay.Payments.PaymentIntents;

/// <summary>Somebody's request to send a refund's claim link to the customer, once.</summary>
/// <param name="SendId">The caller's; unique within the order.</param>
/// <param name="Channel">How, such as "sms".</param>
/// <param name="To">The address in the request; never one from metadata.</param>
public sealed record ClaimLinkSend(
    string SendId, string RefundId, string Channel, Sensitive To, DateTimeOffset AskedAt);
