using System.Security.Cryptography;
using CryptoPay.Payments;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>The names and random values that the pure core cannot make.</summary>
internal static class NewIds
{
#pragma warning disable RS0030 // The one place.
    private static Guid Uuid() => Guid.NewGuid();
#pragma warning restore RS0030

    /// <summary>UUID v4: Coinbase refuses any other version as an idempotency key.</summary>
    public static string Key() => Uuid().ToString("D");

    /// <summary>What links are made with, all of them: 256 bits in hex.</summary>
    public static Sensitive LinkKey() => new(RandomNumberGenerator.GetHexString(64, lowercase: true));

    /// <summary>What goes into an order's digests: 128 bits in hex.</summary>
    public static Sensitive Salt() => new(RandomNumberGenerator.GetHexString(32, lowercase: true));

    public static NewIntent For(OrderKey order, string account, InvoicePolicy invoices) => new(
        order, $"pi_{Uuid():N}", Key(),
        Salt(), account)
    {
        TolerancePercent = invoices.TolerancePercent,
        OverpaidTolerancePercent = invoices.OverpaidTolerancePercent,
    };
}
