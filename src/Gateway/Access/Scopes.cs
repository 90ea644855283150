using System.Collections.Frozen;

namespace CryptoPay.Gateway.Access;

/// <summary>What a key may do, for the merchants that it reaches.</summary>
[Flags]
internal enum Scopes
{
    None = 0,

    /// <summary>Asks for payments and next invoices.</summary>
    PaymentsCreate = 1,
    PaymentsRead = 2,
    PaymentsCancel = 4,

    /// <summary>Has money given back, and sees the links that are worth it.</summary>
    PaymentsRefund = 8,

    /// <summary>Looks at everything: the dashboard, lists over all merchants.</summary>
    OpsRead = 16,

    /// <summary>Says how a review or an unclear refund ends.</summary>
    OpsWrite = 32,

    /// <summary>Agrees to erasures and exports.</summary>
    OpsApprove = 64,
}

/// <summary>Scopes by the names that settings and problems use.</summary>
internal static class ScopeNames
{
    /// <summary>Of a key that names none.</summary>
    public const Scopes Default = Scopes.PaymentsCreate | Scopes.PaymentsRead | Scopes.PaymentsCancel;

    public static readonly FrozenDictionary<string, Scopes> ByName = new Dictionary<string, Scopes>
    {
        ["payments:create"] = Scopes.PaymentsCreate,
        ["payments:read"] = Scopes.PaymentsRead,
        ["payments:cancel"] = Scopes.PaymentsCancel,
        ["payments:refund"] = Scopes.PaymentsRefund,
        ["ops:read"] = Scopes.OpsRead,
        ["ops:write"] = Scopes.OpsWrite,
        ["ops:approve"] = Scopes.OpsApprove,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly Scopes All = ByName.Values.Aggregate((all, scope) => all | scope);

    /// <param name="scope">One, not several.</param>
    public static string Name(this Scopes scope) => ByName.Single(pair => pair.Value == scope).Key;

    public static IEnumerable<Scopes> Each(this Scopes scopes) =>
        ByName.Values.Where(scope => scopes.HasFlag(scope)).Order();
}
