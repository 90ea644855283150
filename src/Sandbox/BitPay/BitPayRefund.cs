using System.Text.Json.Serialization;

namespace CryptoPay.Sandbox.BitPay;

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
