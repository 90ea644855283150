using System.Collections.Immutable;
using System.Globalization;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Grains.Index;

/// <summary>
/// Questions across payment intents, answered from the very rows that their grains wrote: generated, indexed
/// columns, so an answer is never behind. A storage implements it.
/// </summary>
public interface IPaymentIntentIndex
{
    /// <summary>
    /// Newest first, by (created, key), or by (settled, key) where the filter asks when they settled;
    /// <paramref name="before"/> is the last row of the page before.
    /// </summary>
    Task<ImmutableArray<IndexRow>> List(
        IndexFilter filter, IndexCursor? before, int take, CancellationToken cancellation);

    /// <summary>
    /// Rows whose watchdog time is before <paramref name="dueBefore"/>, by (due, key); <paramref name="after"/> is
    /// the last row of the page before.
    /// </summary>
    Task<ImmutableArray<IndexCursor>> Overdue(
        DateTimeOffset dueBefore, IndexCursor? after, int take, CancellationToken cancellation);

    /// <summary>How many intents are still watched, by account and status. Reads each of their index's entries.</summary>
    Task<ImmutableArray<OrderCount>> CountWatched(CancellationToken cancellation);

    /// <summary>How many intents ask for this, by account.</summary>
    /// <param name="actionRequired">As in <see cref="IndexFilter"/>.</param>
    Task<ImmutableArray<OrderCount>> CountOf(string actionRequired, CancellationToken cancellation);

    /// <summary>Keys of the intents of one processor account that are still watched, by key.</summary>
    /// <param name="status">Only of those in this one; null for all.</param>
    Task<ImmutableArray<string>> Watched(
        string account, PaymentIntentStatus? status, string afterKey, int take, CancellationToken cancellation);

    /// <summary>Keys of the intents whose values a data key encrypts, by key.</summary>
    /// <param name="dataKeyId">"" for rows of before there were any.</param>
    Task<ImmutableArray<string>> OfDataKey(
        string dataKeyId, string afterKey, int take, CancellationToken cancellation);

    /// <summary>
    /// Intents of which nothing is due any more and nothing was erased, created before a time, by (created, key); with
    /// the data key of each.
    /// </summary>
    Task<ImmutableArray<KeptRow>> Kept(
        DateTimeOffset createdBefore, IndexCursor? after, int take, CancellationToken cancellation);

    /// <summary>
    /// Intents of a merchant whose money may have moved from a time on and before another, each once, by the first such
    /// time in between and the key.
    /// </summary>
    Task<ImmutableArray<IndexRow>> MoneyMoved(
        string merchant, DateTimeOffset from, DateTimeOffset to, IndexCursor? after, int take,
        CancellationToken cancellation);

    /// <summary>
    /// Key of the intent whose row holds this digest of a resume code, over or not; null where none does. A storage
    /// lets no two rows of a merchant hold the same.
    /// </summary>
    Task<string?> Resumed(string merchant, string digest, CancellationToken cancellation);
}

/// <summary>What a list holds.</summary>
/// <param name="Merchant">Only this one's; null for everybody's.</param>
/// <param name="Status">Only this one; null for all.</param>
/// <param name="From">Only those created at this time or later; null for all.</param>
/// <param name="ActionRequired">
/// Only those that asked for this at their last write: none, top_up, new_invoice or review; "" for all.
/// </param>
/// <param name="To">Only those created before this time; null for all.</param>
/// <param name="SettledFrom">Only those settled at this time or later; null for all.</param>
/// <param name="SettledTo">Only those settled before this time; null for all.</param>
public sealed record IndexFilter(
    string? Merchant, PaymentIntentStatus? Status = null, DateTimeOffset? From = null, string ActionRequired = "",
    DateTimeOffset? To = null, DateTimeOffset? SettledFrom = null, DateTimeOffset? SettledTo = null)
{
    /// <summary>It asks when they settled, so only those that did are in it.</summary>
    public bool IsOfSettled => (SettledFrom ?? SettledTo) is not null;
}

/// <summary>Where a page ends.</summary>
/// <param name="Time">Unix milliseconds: created or settled for a list, due for the sweep.</param>
/// <param name="Key">The grain's key, {merchant}/{orderId}.</param>
public sealed record IndexCursor(long Time, string Key)
{
    /// <summary>As callers have it.</summary>
    public string Text => $"{Time.ToString(CultureInfo.InvariantCulture)}~{Key}";

    /// <returns>Null where it is none.</returns>
    public static IndexCursor? In(string text) => text.Split('~', 2) is [var time, var key]
        && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? new IndexCursor(milliseconds, key)
            : null;
}

/// <param name="DataKeyId">"" for one of before there were any.</param>
public sealed record KeptRow(IndexCursor Cursor, string DataKeyId);

/// <param name="Payload">The stored document, UTF-8 JSON; empty where there is none.</param>
public sealed record IndexRow(IndexCursor Cursor, ReadOnlyMemory<byte> Payload);

/// <param name="Status">"" where they are counted whatever theirs.</param>
public sealed record OrderCount(string Account, string Status, long Count);
