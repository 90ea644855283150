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

    /// <summary>
    /// Whose money each account takes, by the account's name in any case. One that is not in it takes nobody's.
    /// </summary>
    public ImmutableDictionary<string, ImmutableHashSet<string>> Merchants
    {
        get;
        init => field = value.WithComparers(StringComparer.OrdinalIgnoreCase);
    } = ImmutableDictionary<string, ImmutableHashSet<string>>.Empty;

    /// <summary>The kind of each account, such as BtcPay, by the account's name.</summary>
    public ImmutableDictionary<string, string> Kinds { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The accounts whose processor lets other sites show its page in a frame.</summary>
    public ImmutableHashSet<string> Framed { get; init; } = [];

    public bool MayFrame(string account) => Framed.Contains(account);

    /// <summary>Whether money of this merchant may go to this account.</summary>
    public bool Serves(string account, string merchant) =>
        Merchants.TryGetValue(account, out var served) && served.Contains(merchant);

    /// <summary>The accounts that would take such an order; the first of them that can be reached does.</summary>
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
