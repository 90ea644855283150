using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.Coinbase;

/// <summary>A checkout as it is stored. All that changes it is in <see cref="CheckoutRules"/>.</summary>
internal sealed record Checkout : Document
{
    /// <summary>What was asked for; USDC or a fiat currency.</summary>
    public required decimal Price { get; init; }
    public required string Currency { get; init; }

    /// <summary>The price in USDC, which is what is taken.</summary>
    public required decimal Coins { get; init; }
    public required string Description { get; init; }

    /// <summary>The page, on the host that the create was sent to.</summary>
    public string Url { get; init; } = "";
    public required JsonElement Metadata { get; init; }
    public required string Address { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public string? TransactionHash { get; init; }
    public CheckoutStatus Status { get; init; } = CheckoutStatus.ACTIVE;
    public ImmutableArray<CheckoutRefund> Refunds { get; init; } = [];

    [JsonIgnore]
    public override DateTimeOffset? DueAt => Status == CheckoutStatus.ACTIVE ? ExpiresAt : null;

    // The metadata never changes and has no equality of its own.
    public bool Equals(Checkout? other) => other is not null && Id == other.Id
        && (Status, UpdatedAt, ExpiresAt, TransactionHash, Refunds)
            == (other.Status, other.UpdatedAt, other.ExpiresAt, other.TransactionHash, other.Refunds);

    public override int GetHashCode() => Id.GetHashCode();
}

/// <summary>As the API writes them.</summary>
internal enum CheckoutStatus
{
    ACTIVE, PROCESSING, COMPLETED, EXPIRED, FAILED, DEACTIVATED, REFUNDED, PARTIALLY_REFUNDED,
}
