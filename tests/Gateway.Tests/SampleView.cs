using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Tests;

internal static class SampleView
{
    /// <summary>Of a payment that awaits 100 dollars in bitcoin. It has no link of ours yet.</summary>
    public static readonly PaymentIntentView Payable = new()
    {
        PaymentIntentId = "pi_1",
        OrderId = "CC-1001",
        Status = "AwaitingPayment",
        CaseStatus = "Awaiting Payment",
        Outcome = "pending",
        IsFinal = false,
        IsPaid = false,
        ActionRequired = "none",
        Amount = "100.00",
        IsoCode = "USD",
        CryptoCode = "BTC",
        AmountPaid = "0.00",
        AmountDue = "100.00",
        Message = "Please pay.",
        CheckoutUrl = "https://shop.example.test/i/1",
    };
}
