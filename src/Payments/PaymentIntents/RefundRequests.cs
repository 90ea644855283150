using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>What a processor is asked for where money is to go back.</summary>
public static class RefundRequests
{
    /// <summary>The attempt whose invoice the money came by.</summary>
    public static InvoiceAttempt AttemptOf(this PaymentIntent intent, IntentRefund refund) =>
        intent.Attempts.Single(attempt => attempt.AttemptId == refund.AttemptId);

    public static RefundRequest RequestOf(this PaymentIntent intent, IntentRefund refund) => new()
    {
        InvoiceId = intent.AttemptOf(refund).Invoice!.InvoiceId,
        RefundId = refund.RefundId,
        Key = refund.Key,
        Amount = refund.Amount,
        CryptoCode = intent.CryptoCode,
    };
}
