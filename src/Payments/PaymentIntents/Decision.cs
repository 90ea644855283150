using System.Collections.Immutable;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>What became of a command. A repeat is accepted with no events.</summary>
public abstract record Decision
{
    private Decision() { }

    public sealed record Accepted(ImmutableArray<Event> Events) : Decision;

    public sealed record Refused(Refusal Reason) : Decision;

    internal static Decision Nothing { get; } = new Accepted([]);

    internal static Decision Happened(params ImmutableArray<Event> events) => new Accepted(events);
}
