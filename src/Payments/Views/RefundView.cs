using System.Text.Json.Serialization;
using CryptoPay.Payments.Classification;
using CryptoPay.Payments.Messages;
using Orleans;

namespace CryptoPay.Payments.Views;

/// <summary>What a caller sees of a refund: flat, the same keys in every outcome, never null.</summary>
[GenerateSerializer, Immutable, Alias("CryptoPay.RefundView")]
public sealed record RefundView
{
    /// <summary>The caller's own.</summary>
    [Id(0)] public required string RefundId { get; init; }
    [Id(1)] public required string PaymentIntentId { get; init; }
    [Id(2)] public required string OrderId { get; init; }

    /// <summary>Requested, Pending, Completed or Failed.</summary>
    [Id(3)] public required string Status { get; init; }

    /// <summary>Callers need not ask again.</summary>
    [Id(4)] public required bool IsFinal { get; init; }

    /// <summary>The processor says that the money is out.</summary>
    [Id(5)] public required bool IsRefunded { get; init; }

    /// <summary>Decimal string in <see cref="IsoCode"/>, as is <see cref="AmountRefunded"/>.</summary>
    [Id(6)] public required string Amount { get; init; }
    [Id(7)] public required string AmountRefunded { get; init; }
    [Id(8)] public required string IsoCode { get; init; }

    /// <summary>
    /// Where the customer says where the money is to go; "" where nobody needs to. Whoever has it can take the money.
    /// </summary>
    [Id(9), Secret] public string ClaimUrl { get; init; } = "";

    /// <summary>Ask again after this many seconds; 0 when there is nothing more to ask.</summary>
    [Id(10)] public int PollAfterSeconds { get; init; }

    /// <summary>One sentence that can be spoken.</summary>
    [Id(11)] public required string Message { get; init; }

    /// <summary>What <see cref="Message"/> says, so that it can be said in another language.</summary>
    [Id(12), JsonIgnore] public CustomerMessage CustomerMessage { get; init; }

    /// <summary>Why it does not go on or has failed; otherwise "".</summary>
    [Id(13)] public string ErrorCode { get; init; } = "";

    /// <summary>As that of <see cref="PaymentIntentView"/>.</summary>
    [Id(14), JsonIgnore] public long Revision { get; init; }

    /// <summary>As that of <see cref="PaymentIntentView"/>.</summary>
    public override string ToString() => $"{OrderId}, refund {RefundId}: {Status}";
}
