using System.Collections.Immutable;
using CryptoPay.Payments.History;

namespace CryptoPay.Gateway.PaymentIntents;

/// <param name="Events">Oldest first.</param>
internal sealed record PaymentIntentEvents(ImmutableArray<HistoryEntry> Events);
