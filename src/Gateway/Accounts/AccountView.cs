using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Accounts;

/// <summary>A processor account as operators see it; never null.</summary>
/// <param name="Since">Of the last change, ISO 8601 in UTC; "" where it was never paused.</param>
/// <param name="By">The name of the key that made it; "" where nobody did.</param>
/// <param name="Reason">As it was given; "" for none.</param>
internal sealed record AccountView(
    string Account, string Kind, bool IsPaused, string Since, string By, string Reason)
{
    public static AccountView Of(string account, string kind, AccountPause pause) => new(
        account, kind, pause.IsPaused, WireTime.Of(pause.Since), pause.Who, pause.Reason);
}

/// <param name="Accounts">By name.</param>
internal sealed record AccountList(ImmutableArray<AccountView> Accounts);
