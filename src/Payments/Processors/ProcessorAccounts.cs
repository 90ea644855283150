using System.Collections.Immutable;

namespace CryptoPay.Payments.Processors;

/// <summary>
/// The configured processor accounts. Each name is the key of an <see cref="IPaymentProcessor"/> service.
/// </summary>
/// <param name="Default">
/// The account that takes an order whose caller names none; one of <paramref name="Names"/>.
/// </param>
public sealed record ProcessorAccounts(ImmutableArray<string> Names, string Default);
