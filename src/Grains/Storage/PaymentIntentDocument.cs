using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CryptoPay.Payments.History;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Grains.Storage;

/// <summary>
/// The one row of a payment intent: its state, its history and the time of its watchdog, in one write. Storages index
/// <c>nextDue</c>, <c>actionRequired</c> and the top of <c>intent</c> by generated columns, so those names belong to
/// their schemas too.
/// </summary>
public sealed record PaymentIntentDocument
{
    /// <summary>
    /// 2: each attempt, stray and invoice to withdraw names its processor account. 3: when a refund was sent and a
    /// cancel was asked for; what a human must look at stands by reason. 4: accounts are called accounts. 5: what the
    /// case shows, and how far each sink has been told. 6: the code to resume by. 7: sensitive values are encrypted by
    /// the key that it names.
    /// </summary>
    public const int CurrentVersion = 7;

    /// <summary>The newest one whose sensitive values are encrypted by the key ring itself.</summary>
    public const int RingVersion = 6;

    /// <summary>The storage provider that keeps it, and the key of its serializer.</summary>
    public const string StorageName = "payment-intents";

    /// <summary>The storage provider beneath it, of whatever is kept in rows.</summary>
    public const string RowsName = "rows";

    /// <summary>What a row of one is called in its storage, beside those of other grains.</summary>
    public const string StateName = "intent";

    /// <summary>Of this shape. A higher one than we know is refused: an older program must not rewrite it.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>
    /// The <see cref="DataKeys.DataKey"/> of its sensitive values; "" where the next write takes one.
    /// </summary>
    public string KeyId { get; init; } = "";

    /// <summary>Counts the writes.</summary>
    public long Revision { get; init; }

    /// <summary>
    /// When somebody else must look whether this intent was forgotten; null when nothing is due any more.
    /// </summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>
    /// What the view asked for at the time of this write: none, top_up, new_invoice or review; "" in what was written
    /// before it was kept.
    /// </summary>
    public string ActionRequired { get; init; } = "";

    /// <summary>
    /// W3C's traceparent of the call that created the order; null where nobody kept traces then.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Trace { get; init; }

    /// <summary>Null before the first write.</summary>
    public PaymentIntent? Intent { get; init; }

    public ImmutableArray<HistoryEntry> History { get; init; } = [];

    /// <summary>The document after an event: evolved, and chained where the event is part of the history.</summary>
    /// <param name="who">As <see cref="Who"/> names them.</param>
    public PaymentIntentDocument After(Event happened, string who)
    {
        var intent = Evolver.Evolve(Intent, happened);
        var data = EventRecord.DataOf(happened, intent);
        var before = happened is Event.IntentErased ? HistoryChain.Erased(History) : History;
        return this with
        {
            Intent = intent,
            // What is left of an erased order is nobody's.
            KeyId = happened is Event.IntentErased ? "" : KeyId,
            History = data is null
                ? before
                : HistoryChain.Append(
                    before, happened.At, happened.GetType().Name, intent.Status.ToString(), data.SetItem("who", who)),
        };
    }
}
