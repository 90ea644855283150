using System.Collections.Immutable;

namespace CryptoPay.Payments.Processors;

/// <summary>
/// The configured processor accounts. Each name is the key of an <see cref="IPaymentProcessor"/> service.
/// </summary>
/// <param name="Default">
/// The account that takes an order whose caller names none; one of <paramref name="Names"/>.
/// </param>
public sealed record ProcessorAccounts(ImmutableArray<string> Names, string Default)
{
    /// <summary>Which accounts take which orders; the first that fits decides.</summary>
    public ImmutableArray<ProcessorRule> Rules { get; init; } = [];

    /// <summary>The accounts that may take such an order; the first of them that can be reached does.</summary>
    /// <param name="requested">The account that the caller names, which no other may stand in for; "" for none.</param>
    public ImmutableArray<string> For(string merchant, string requested, string isoCode, string cryptoCode) =>
        requested != ""
            ? [requested]
            : Rules.FirstOrDefault(rule => rule.Fits(merchant, isoCode, cryptoCode))?.Accounts ?? [Default];
}

/// <summary>Names the accounts for some orders. An empty condition fits all.</summary>
/// <param name="Accounts">At least one; in order of preference.</param>
public sealed record ProcessorRule(string Merchant, string IsoCode, string CryptoCode, ImmutableArray<string> Accounts)
{
    public bool Fits(string merchant, string isoCode, string cryptoCode) =>
        (Merchant == "" || Merchant == merchant)
        && (IsoCode == "" || IsoCode.Equals(isoCode, StringComparison.OrdinalIgnoreCase))
        && (CryptoCode == "" || CryptoCode.Equals(cryptoCode, StringComparison.OrdinalIgnoreCase));
}
