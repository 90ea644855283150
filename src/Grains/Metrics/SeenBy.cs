using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Grains.Metrics;

/// <summary>What showed a change first.</summary>
internal static class SeenBy
{
    /// <summary>A read that somebody asked for who brought news: nearly always a webhook.</summary>
    public const string Webhook = "webhook";

    /// <summary>A read by the schedule.</summary>
    public const string Poll = "poll";

    /// <summary>No read: a call, an invoice that was made, our own clock.</summary>
    public const string Other = "other";

    public static readonly ImmutableArray<string> All = [Webhook, Poll, Other];

    /// <param name="before">The intent as the command found it.</param>
    public static string Of(Command command, PaymentIntent? before) => command switch
    {
        Command.Observe or Command.RecordLookUp or Command.FinishReading =>
            before?.ReadDueAt is null ? Poll : Webhook,
        _ => Other,
    };
}
