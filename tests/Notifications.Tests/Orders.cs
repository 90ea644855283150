using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Deciding;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Notifications.Tests;

internal static class Orders
{
    public const string Url = "https://hooks.example.com/cryptopay?queue=7";

    public static readonly DateTimeOffset ChangedAt = new(2026, 11, 28, 15, 0, 0, 456, TimeSpan.Zero);

    /// <summary>One whose case has changed three times.</summary>
    public static PaymentIntent Order(string url = Url) => After(new Command.Create(
        new CreatePaymentIntent
        {
            Price = new Money(100m, "EUR"),
            CryptoCode = "BTC",
            PosLabel = "Ämter",
            NotificationUrl = new Sensitive(url),
        },
        new NewIntent(new("default", "CC-1001"), "pi_1", "attempt-1", new Sensitive("salt"), "sandbox"),
        ChangedAt)) with
    {
        CaseRevision = 3,
        CaseChangedAt = ChangedAt,
    };

    public static PaymentIntent Cancelled() => Order() with
    {
        Status = PaymentIntentStatus.Cancelled,
        CancelAskedAt = ChangedAt,
    };

    /// <summary>Its customer has to say where the money is to go.</summary>
    public static PaymentIntent WithRefund() => Order() with
    {
        Refunds =
        [
            new IntentRefund
            {
                RefundId = "R-1",
                Key = "key-1",
                AttemptId = "attempt-1",
                Amount = new Money(25m, "EUR"),
                RequestedAt = ChangedAt,
                ChangedAt = ChangedAt.AddSeconds(9),
                Revision = 2,
                Refund = new Refund
                {
                    ProcessorRefundId = new Sensitive("pull-1"),
                    InvoiceId = "inv-1",
                    Amount = new Money(25m, "EUR"),
                    Status = RefundStatus.Pending,
                    StatusText = "AwaitingPayment",
                    ClaimUrl = new Sensitive("https://pay.example/claim/whoever-has-it"),
                },
            },
        ],
    };

    private static PaymentIntent After(Command command) =>
        Assert.IsType<Decision.Accepted>(Decider.Decide(null, command, new PollingPolicy())).Events
            .Aggregate((PaymentIntent?)null, Evolver.Evolve)!;
}
