using System.Collections.Immutable;
using CryptoPay.Payments;
using Orleans.Concurrency;

namespace CryptoPay.Grains.Interfaces;

/// <summary>What operators, and the processor itself, have said of one processor account. Key: <see cref="KeyOf"/>.</summary>
[Alias("CryptoPay.IProcessorAccountGrain")]
public interface IProcessorAccountGrain : IGrainWithStringKey
{
    /// <summary>
    /// "account/{name}" in lower case, because settings know a name in any case. The slash is needed, as in
    /// <see cref="OrderKey"/>.
    /// </summary>
    static string KeyOf(string account) => $"account/{account.ToLowerInvariant()}";

    /// <summary>Written when it returns. What is so already stays as it was said first.</summary>
    /// <param name="who">The authenticated key.</param>
    /// <param name="reason">"" for none.</param>
    Task<AccountPause> SetPaused(bool isPaused, string who, string reason);

    /// <summary>As it is written.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:02")]
    Task<AccountPause> Get();

    /// <summary>
    /// The processor asked a silo for a pause. Written when it returns; one that ends no later than what is known
    /// of its kind changes nothing. Called only where every silo knows it.
    /// </summary>
    Task Rest(AccountRest rest);

    /// <summary>The pauses that end last, of creates and of others. As <see cref="Rest"/>.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:02")]
    Task<ImmutableArray<AccountRest>> GetRests();
}

/// <summary>Whether an account makes no new invoices, by an operator's word.</summary>
/// <param name="Since">Of the last change, in UTC; null where nobody has ever said anything.</param>
/// <param name="Who">The key that said it; "" where nobody did.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.AccountPause")]
public sealed record AccountPause(
    [property: Id(0)] bool IsPaused, [property: Id(1)] DateTimeOffset? Since, [property: Id(2)] string Who,
    [property: Id(3)] string Reason)
{
    public static readonly AccountPause None = new(false, null, "", "");
}
