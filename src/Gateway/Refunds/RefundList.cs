using System.Collections.Immutable;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Refunds;

/// <param name="Refunds">Oldest first.</param>
internal sealed record RefundList(ImmutableArray<RefundView> Refunds);
