using System.Collections.Immutable;

namespace CryptoPay.Grains.Interfaces.Reconciling;

/// <summary>Compares one processor account's invoices with ours. Key: <see cref="KeyOf"/>.</summary>
[Alias("CryptoPay.IReconciliationGrain")]
public interface IReconciliationGrain : IGrainWithStringKey
{
    /// <summary>As of <see cref="IProcessorAccountGrain.KeyOf"/>.</summary>
    static string KeyOf(string account) => $"reconciliation/{account.ToLowerInvariant()}";

    /// <summary>Begins a run, and answers when that is written; where one is under way, with that.</summary>
    /// <returns>Null where this account cannot list its invoices.</returns>
    Task<ReconciliationReport?> Start(ReconciliationRequest request);

    /// <summary>
    /// Begins the daily run when it is time, and goes on with one that was left. The same again does no harm.
    /// </summary>
    Task<AccountReconciliations> Beat();

    Task<AccountReconciliations> Get();

    /// <returns>Null where there is none of this ID, or no more.</returns>
    Task<ReconciliationReport?> Report(string reconciliationId);
}

/// <param name="From">Of invoices made at this time or later; null for the days that the settings say.</param>
/// <param name="To">And before this one; null for all but the newest.</param>
/// <param name="Who">The authenticated key.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.ReconciliationRequest")]
public sealed record ReconciliationRequest(
    [property: Id(0)] DateTimeOffset? From, [property: Id(1)] DateTimeOffset? To, [property: Id(2)] string Who)
{
    /// <summary>The longest time that one run is about.</summary>
    public const int DaysMax = 31;
}

/// <param name="CanList">False where nobody can tell whether this account and we agree.</param>
/// <param name="Reports">Newest first, without their differences.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.AccountReconciliations")]
public sealed record AccountReconciliations(
    [property: Id(0)] bool CanList, [property: Id(1)] ImmutableArray<ReconciliationReport> Reports);
