using System.Collections.Immutable;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Owing;

/// <summary>What is looked at to tell what is owed.</summary>
/// <param name="Sinks">The merchant's.</param>
/// <param name="MemoryOf">What this activation remembers of a lane.</param>
public readonly record struct Moment(
    PaymentIntent Intent, ImmutableArray<ICaseSink> Sinks, Func<Lane, LaneMemory> MemoryOf, DateTimeOffset Now,
    PollingPolicy Policy);
