using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces.Access;

namespace CryptoPay.Grains.Access;

/// <summary>Where it is kept who was shown payments. Nothing in it is changed, and
/// only what is old is deleted. A storage implements it.</summary>
public interface IAccessLog
{
    /// <summary>In one transaction: all are on disk when it returns, or none where it fails.</summary>
    Task Write(ImmutableArray<AccessRecord> accesses, CancellationToken cancellation);

    /// <summary>Oldest first, by (time, number).</summary>
    /// <param name="after">The last row of the page before; null for the first page.</param>
    Task<ImmutableArray<AccessRow>> Read(
        AccessFilter filter, AccessRow? after, int take, CancellationToken cancellation);

    /// <summary>What was shown before this time is forgotten.</summary>
    /// <returns>How many rows that were.</returns>
    Task<int> Delete(DateTimeOffset before, CancellationToken cancellation);
}

/// <summary>What to read; null for all.</summary>
/// <param name="From">At this time or later.</param>
/// <param name="To">Before this time.</param>
public sealed record AccessFilter(
    DateTimeOffset? From = null, DateTimeOffset? To = null, string? Merchant = null, string? OrderId = null,
    string? Who = null);

/// <param name="Number">Of the row; grows.</param>
public sealed record AccessRow(long Number, AccessRecord Access);
