using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.CoinbaseCommerce;

/// <summary>A charge as it is stored. All that changes it is in <see cref="ChargeRules"/>.</summary>
internal sealed record Charge : Document
{
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }

    /// <summary>The page, on the host that the create was sent to.</summary>
    public string HostedUrl { get; init; } = "";
    public required decimal Price { get; init; }
    public required string Currency { get; init; }

    /// <summary>Units of the currency for one bitcoin, locked.</summary>
    public required decimal Rate { get; init; }
    public required JsonElement Metadata { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required ImmutableArray<Step> Timeline { get; init; }
    public ImmutableArray<ChargePayment> Payments { get; init; } = [];

    [JsonIgnore]
    public Step Last => Timeline[^1];

    [JsonIgnore]
    public decimal Paid => Payments.Sum(payment => payment.Value);

    [JsonIgnore]
    public override DateTimeOffset? DueAt => Last.Status == "NEW" ? ExpiresAt : null;

    public Charge Then(string status, DateTimeOffset at, string context = "") =>
        this with { Timeline = Timeline.Add(new Step(status, context, at)) };

    // Arrays are compared by what is in them; the rest never changes.
    public bool Equals(Charge? other) => other is not null && Id == other.Id && ExpiresAt == other.ExpiresAt
        && Timeline.SequenceEqual(other.Timeline) && Payments.SequenceEqual(other.Payments);

    public override int GetHashCode() => Id.GetHashCode();
}

/// <param name="Context">Of UNRESOLVED; "" of others.</param>
internal sealed record Step(string Status, string Context, DateTimeOffset At);

/// <param name="Value">In the charge's currency.</param>
internal sealed record ChargePayment(string TransactionId, decimal Value, bool IsConfirmed);
