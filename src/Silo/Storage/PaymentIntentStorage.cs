namespace CryptoPay.Silo.Storage;

public static class PaymentIntentStorage
{
    /// <summary>The storage provider that a payment intent's grain names for its state.</summary>
    public const string Name = "payment-intents";
}
