using System.Collections.Immutable;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Http;

internal static class ProcessorResults
{
    /// <summary>
    /// Goes on with what was found; every other ending stays what it is. Amounts that no decimal can hold together are
    /// nonsense, however each of them may be.
    /// </summary>
    public static ProcessorResult<TNext> Then<T, TNext>(
        this ProcessorResult<T> result, Func<T, ProcessorResult<TNext>> next) => result switch
        {
            ProcessorResult<T>.Found found => Reckoned(found.Value, next),
            ProcessorResult<T>.Refused refused =>
                new ProcessorResult<TNext>.Refused(refused.Code, refused.IsOfSettings),
            ProcessorResult<T>.Unavailable away =>
                new ProcessorResult<TNext>.Unavailable(away.Code, away.RetryAfter, away.WasSent),
            ProcessorResult<T>.Nonsense nonsense => new ProcessorResult<TNext>.Nonsense(nonsense.Reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Goes on with another call; where there is nothing to go on with, it is not made.</summary>
    public static async Task<ProcessorResult<TNext>> Then<T, TNext>(
        this ProcessorResult<T> result, Func<T, Task<ProcessorResult<TNext>>> next) =>
        result is ProcessorResult<T>.Found found
            ? await next(found.Value).ConfigureAwait(false)
            : result.Select<T, TNext>(_ => throw new System.Diagnostics.UnreachableException());

    public static ProcessorResult<TNext> Select<T, TNext>(this ProcessorResult<T> result, Func<T, TNext> map) =>
        result.Then(value => (ProcessorResult<TNext>)new ProcessorResult<TNext>.Found(map(value)));

    private static ProcessorResult<TNext> Reckoned<T, TNext>(T value, Func<T, ProcessorResult<TNext>> next)
    {
        try
        {
            return next(value);
        }
        catch (OverflowException)
        {
            return new ProcessorResult<TNext>.Nonsense("Its amounts are beyond all bounds.");
        }
    }

    /// <summary>All that was found, or the first ending that is not that.</summary>
    public static ProcessorResult<ImmutableArray<T>> All<T>(this IEnumerable<ProcessorResult<T>> results) =>
        results.Aggregate(
            (ProcessorResult<ImmutableArray<T>>)new ProcessorResult<ImmutableArray<T>>.Found([]),
            (all, next) => all.Then(sofar => next.Select(sofar.Add)));
}
