using System.Text.Json.Serialization;
using CryptoPay.Payments.Classification;
using CryptoPay.Payments.Messages;
using Orleans;

namespace CryptoPay.Payments.Views;

/// <summary>
/// What everyone outside sees of a payment intent: grain result, HTTP answer and console alike. Flat, the same keys
/// in every outcome, never null: a Genesys output mapping prints the variable's name for a null.
/// </summary>
[GenerateSerializer, Immutable, Alias("CryptoPay.PaymentIntentView")]
public sealed record PaymentIntentView
{
    [Id(0)] public required string PaymentIntentId { get; init; }
    [Id(1)] public required string OrderId { get; init; }
    [Id(2)] public required string Status { get; init; }

    /// <summary>The words that the case shows.</summary>
    [Id(3)] public required string CaseStatus { get; init; }

    /// <summary>
    /// One lower-case word to branch on: pending, underpaid, confirming, paid, refunded, expired, paid_late, failed,
    /// cancelled, timeout, review.
    /// </summary>
    [Id(4)] public required string Outcome { get; init; }

    /// <summary>Callers need not ask again. Our own watch may go on.</summary>
    [Id(5)] public required bool IsFinal { get; init; }

    /// <summary>Settled, and not all of it has been given back.</summary>
    [Id(6)] public required bool IsPaid { get; init; }

    /// <summary>none, top_up, new_invoice or review.</summary>
    [Id(7)] public required string ActionRequired { get; init; }

    /// <summary>The processor's own page.</summary>
    [Id(8), Secret] public string CheckoutUrl { get; init; } = "";

    /// <summary>Our page for the customer; "" once links are over.</summary>
    [Id(9), Secret] public string PayUrl { get; init; } = "";

    /// <summary>Our page for the agent, another in each answer: it opens for some minutes. "" once links are over.</summary>
    [Id(10), Secret] public string AgentUrl { get; init; } = "";

    /// <summary>An image that encodes the processor's own payment URI.</summary>
    [Id(11), Secret] public string QrCodeUrl { get; init; } = "";
    [Id(12), Personal] public string PaymentUri { get; init; } = "";

    /// <summary>
    /// Decimal string in <see cref="IsoCode"/>, as are <see cref="AmountPaid"/>, <see cref="AmountDue"/> and
    /// <see cref="AmountRefunded"/>.
    /// </summary>
    [Id(13)] public required string Amount { get; init; }
    [Id(14)] public required string IsoCode { get; init; }

    /// <summary>Where <see cref="PaymentUri"/> sends to; "" without one, and for Lightning.</summary>
    [Id(31), Personal] public string PaymentAddress { get; init; } = "";

    /// <summary>
    /// What is still due, in whole coins of <see cref="CryptoCode"/>; "" until the processor says it.
    /// </summary>
    [Id(15)] public string CryptoAmount { get; init; } = "";

    /// <summary>What has come, confirmed or not; "" where the processor does not say it.</summary>
    [Id(32)] public string CryptoAmountPaid { get; init; } = "";
    [Id(16)] public required string CryptoCode { get; init; }
    [Id(17)] public required string AmountPaid { get; init; }
    [Id(18)] public required string AmountDue { get; init; }

    /// <summary>What the processors say has gone back to the customer.</summary>
    [Id(28)] public string AmountRefunded { get; init; } = "";

    /// <summary>ISO 8601 in UTC; "" without an invoice.</summary>
    [Id(19)] public string RateLockedUntil { get; init; } = "";

    /// <summary>Seconds to the end of the rate lock; 0 or more.</summary>
    [Id(20)] public int SecondsLeft { get; init; }

    /// <summary>ISO 8601 in UTC; "" before.</summary>
    [Id(33)] public string SettledAt { get; init; } = "";

    /// <summary>Ask again after this many seconds; 0 when there is nothing more to ask.</summary>
    [Id(21)] public int PollAfterSeconds { get; init; }

    /// <summary>One sentence that can be spoken.</summary>
    [Id(22)] public required string Message { get; init; }

    /// <summary>What <see cref="Message"/> says, so that it can be said in another language.</summary>
    [Id(27), JsonIgnore] public CustomerMessage CustomerMessage { get; init; }

    /// <summary>Why it does not go on by itself, where that is so; otherwise "".</summary>
    [Id(23)] public string ErrorCode { get; init; } = "";

    /// <summary>
    /// Of a refusal that was asked for inline: what is wrong, for whoever made the call and for no customer.
    /// </summary>
    [Id(37)] public string ErrorDetail { get; init; } = "";

    /// <summary>
    /// What is true beside the status, for example "Underpaid" or "Manual, Refunded"; "" for nothing.
    /// </summary>
    [Id(29)] public string Qualifiers { get; init; } = "";

    /// <summary>Whose payment it is.</summary>
    [Id(30)] public string Merchant { get; init; } = "";

    /// <summary>
    /// Six digits by which a customer who calls again comes back to it; "" where there are none. Secret as a link.
    /// </summary>
    [Id(36), Secret] public string ResumeCode { get; init; } = "";

    /// <summary>Counts the writes; who waits for news waits for a higher one.</summary>
    [Id(24), JsonIgnore] public long Revision { get; init; }

    /// <summary>
    /// The secret part of the links to an intent of an earlier version: 128 random bits in base64url. "" in others.
    /// </summary>
    [Id(25), JsonIgnore, Secret] public string LinkToken { get; init; } = "";

    /// <summary>It has been final for so long that links to it are over.</summary>
    [Id(34), JsonIgnore] public bool IsLinkOver { get; init; }

    /// <summary>An invoice is asked for and has not come about; it is worth waiting for.</summary>
    [Id(35), JsonIgnore] public bool OwesInvoice { get; init; }

    /// <summary>
    /// What the customer is spoken to in, as <see cref="Sentences.LanguageOf"/> gives it; "" where nobody said it.
    /// </summary>
    [Id(38), JsonIgnore] public string Language { get; init; } = "";

    /// <summary>The processor account of the newest invoice.</summary>
    [Id(39), JsonIgnore] public string Account { get; init; } = "";

    /// <summary>Orleans writes whole answers into its log at Debug; this one holds what no log may.</summary>
    public override string ToString() => $"{Merchant}/{OrderId}: {Status}";
}
