using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces.Access;

namespace CryptoPay.Grains.Access;

/// <summary>
/// Operators and their sessions. Each method is atomic, also between processes. A storage implements it. Names are
/// found in any case of letters.
/// </summary>
public interface IOperatorStore
{
    /// <returns>False where the name is taken.</returns>
    Task<bool> Add(Operator who, StoredSecrets secrets, DateTimeOffset now);

    /// <summary>By name.</summary>
    Task<ImmutableArray<ListedOperator>> List(DateTimeOffset now);

    /// <summary>Other secrets, no lock, no session.</summary>
    /// <returns>False where there is no such operator.</returns>
    Task<bool> Reset(string name, StoredSecrets secrets);

    /// <summary>The operator and all of their sessions.</summary>
    /// <returns>False where there is no such operator.</returns>
    Task<bool> Remove(string name);

    /// <summary>Also of a person who is no operator here, but was signed in by somebody else.</summary>
    /// <returns>How many ended.</returns>
    Task<int> EndSessionsOf(string name);

    /// <summary>
    /// Counts a try before anything is compared, so that of many at once none is free. The count starts anew after a
    /// lock; the try number <paramref name="triesMax"/> locks. Writes as much for a name that there is not.
    /// </summary>
    /// <returns>Null where there is no such operator.</returns>
    Task<CountedTry?> CountTry(string name, int triesMax, DateTimeOffset now, DateTimeOffset lockedUntil);

    /// <summary>
    /// Uses up a code, forgets the tries that were counted, and ends a lock.
    /// </summary>
    /// <param name="seen">The secrets that the try was right by.</param>
    /// <param name="step">Of the code.</param>
    /// <param name="newPasswordHash">In place of the one that was seen.</param>
    /// <returns>False where this or a later code is used up, or the secrets are others by now.</returns>
    Task<bool> TakeCode(string name, StoredSecrets seen, long step, string newPasswordHash);

    /// <param name="passwordHash">It starts only while the operator has this one; null for one without a row.</param>
    Task<bool> StartSession(
        string sessionHash, Operator who, string? passwordHash, DateTimeOffset now, DateTimeOffset endsAt);

    /// <returns>Null where there is none that is open now.</returns>
    Task<Operator?> FindSession(string sessionHash, DateTimeOffset now);

    Task EndSession(string sessionHash);
}

/// <param name="TryCount">In a row, this one included. Above the most that there may be: it was locked before.</param>
public sealed record CountedTry(Operator Who, StoredSecrets Secrets, int TryCount);

/// <param name="LockedUntil">Null where the name is not locked now.</param>
/// <param name="SessionCount">Those that are open now.</param>
public sealed record ListedOperator(Operator Who, DateTimeOffset? LockedUntil, int SessionCount);
