using System.Collections.Immutable;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Classification;
using CryptoPay.Payments.Processors;
using Orleans;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>What a caller asks for, checked. Merchant and order ID are the grain's key.</summary>
[GenerateSerializer, Immutable, Alias("CryptoPay.CreatePaymentIntent")]
public sealed record CreatePaymentIntent
{
    [Id(0), Personal] public string PosLabel { get; init; } = "";
    [Id(1)] public required Money Price { get; init; }
    [Id(2)] public required string CryptoCode { get; init; }
    [Id(3)] public TransactionSpeed Speed { get; init; } = TransactionSpeed.Medium;
    [Id(4)] public Sensitive NotificationUrl { get; init; }
    [Id(5)]
    public ImmutableSortedDictionary<string, Sensitive> Metadata { get; init; } =
        ImmutableSortedDictionary.Create<string, Sensitive>(StringComparer.Ordinal);

    /// <summary>The processor account that the caller names; "" leaves the choice to us.</summary>
    [Id(6)] public string Account { get; init; } = "";
}
