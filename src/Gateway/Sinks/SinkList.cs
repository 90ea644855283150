using System.Collections.Immutable;
using CryptoPay.Payments.Cases;

namespace CryptoPay.Gateway.Sinks;

/// <param name="Sinks">Each thing that each sink is told of; empty where the merchant has no sinks.</param>
internal sealed record SinkList(ImmutableArray<SinkView> Sinks);
