using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CryptoPay.Sandbox.BitPay.Invoices;

/// <summary>A refund, which is stored with its invoice.</summary>
/// <param name="Guid">"" for none.</param>
/// <param name="Reference">"" for none.</param>
/// <param name="Amount">In the invoice's currency.</param>
internal sealed record BitPayRefund(
    string Id, string Guid, string Reference, decimal Amount, bool Immediate, bool BuyerPaysRefundFee,
    DateTimeOffset RequestedAt)
{
    public required RefundStatus Status { get; init; }

    /// <summary>It goes on by itself once the customer has accepted it.</summary>
    [JsonIgnore]
    public bool IsOpen => Status is RefundStatus.Created or RefundStatus.Pending;

    /// <summary>The money is out, or meant to go out.</summary>
    [JsonIgnore]
    public bool Counts => IsOpen || Status is RefundStatus.Success;
}

internal enum RefundStatus { Preview, Created, Pending, Success, Failure, Canceled }

/// <summary>
/// What a refund's webhook tells; the values are BitPay's codes. Its pages show the second, and the others follow from
/// that. What it tells of a cancelled one is not known, so nothing is.
/// </summary>
internal enum RefundEvent { Created = 7001, Pending = 7002, Success = 7003 }

/// <summary>A refund as it was when that happened.</summary>
internal sealed record RefundNews(BitPayRefund Refund, RefundEvent Happened);
