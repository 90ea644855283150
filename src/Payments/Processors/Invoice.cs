using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CryptoPay.Payments.Amounts;

namespace CryptoPay.Payments.Processors;

/// <summary>
/// What one authenticated read of a processor's invoice showed, in our words. An adapter makes it; nothing else does.
/// </summary>
public sealed record Invoice
{
    /// <summary>The processor's ID of the invoice.</summary>
    public required string InvoiceId { get; init; }

    /// <summary>
    /// Merchant, order and attempt as the invoice's own metadata says them; "" where it says nothing.
    /// </summary>
    public required string Merchant { get; init; }
    public required string OrderId { get; init; }
    public required string AttemptId { get; init; }

    /// <summary>What the invoice asks for, in the currency that it is priced in.</summary>
    public required Money Price { get; init; }

    public required InvoiceStatus Status { get; init; }

    public InvoiceQualifiers Qualifiers { get; init; }

    /// <summary>The processor's own status text, for people and alerts; never decided upon.</summary>
    public required string StatusText { get; init; }

    /// <summary>
    /// All money seen toward the invoice, confirmed or not, in the price's currency; 0 or more, not rounded.
    /// </summary>
    public decimal AmountPaid { get; init; }

    /// <summary>
    /// What the processor says it gave back of that, by whosever word; 0 where the invoice does not tell.
    /// </summary>
    public decimal AmountRefunded { get; init; }

    /// <summary>
    /// What the processor asks for on top of what is missing of the price, for example a network fee for each further
    /// payment; in the price's currency, exact. 0 where it does not say, or asks for less than a smallest coin unit.
    /// </summary>
    public decimal AmountOnTop { get; init; }

    /// <summary>There are payments, and each is final by the processor's rule.</summary>
    public bool IsPaymentConfirmed { get; init; }

    /// <summary>
    /// UTC. When the processor made it, when its rate lock ends, and when the processor stops looking for money. Whole
    /// milliseconds, as what is stored: a finer time would differ from itself after the next start.
    /// </summary>
    public required DateTimeOffset CreatedAt { get; init => field = Cut(value); }
    public required DateTimeOffset ExpiresAt { get; init => field = Cut(value); }
    public required DateTimeOffset MonitoredUntil { get; init => field = Cut(value); }

    /// <summary>The processor's own page for the customer; empty where it has none.</summary>
    public Sensitive CheckoutUrl { get; init; }

    /// <summary>
    /// The processor's own payment URI (BIP21, lightning); empty where it gives none. Holds an address.
    /// </summary>
    public Sensitive PaymentUri { get; init; }

    /// <summary>What is asked for in the coin, whole coins; 0 where the processor does not say.</summary>
    public decimal CryptoAmount { get; init; }

    /// <summary>What of that is still asked for; null where the processor does not say.</summary>
    public decimal? CryptoDue { get; init; }

    /// <summary>
    /// Each transfer seen, in the processor's order. Of many only the largest are stored, and beside them
    /// <see cref="OtherPayments"/>.
    /// </summary>
    public ImmutableArray<Payment> Payments
    {
        get => payments.Items;
        init => payments = new(value);
    }

    private readonly EqualItems<Payment> payments = new([]);

    /// <summary>The transfers that count and are not in <see cref="Payments"/>; null where all are.</summary>
    [JsonPropertyName("rest")]
    public OtherPayments? OtherPayments { get; init; }

    private static DateTimeOffset Cut(DateTimeOffset at) =>
        DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}

/// <summary>One transfer seen toward an invoice.</summary>
/// <param name="PaymentId">The processor's ID; on chain most hold the transaction hash.</param>
/// <param name="Value">Whole coins.</param>
/// <param name="IsConfirmed">Final by the processor's rule.</param>
/// <param name="IsInvalid">The processor calls it worthless, for example replaced: it does not count.</param>
public sealed record Payment(Sensitive PaymentId, decimal Value, bool IsConfirmed, bool IsInvalid = false)
{
    /// <summary>Where the ID does not hold it, and the processor says it; else empty.</summary>
    public Sensitive TransactionHash { get; init; } = Sensitive.None;
}

/// <summary>Transfers that are not kept one by one.</summary>
/// <param name="Count">1 or more.</param>
/// <param name="Value">Their sum in whole coins.</param>
public sealed record OtherPayments(int Count, decimal Value);
