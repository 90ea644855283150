using System.Diagnostics;

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

    public const Scopes All = Default
        | Scopes.PaymentsRefund | Scopes.OpsRead | Scopes.OpsWrite | Scopes.OpsApprove;

    public static readonly Scopes[] Every =
    [
        Scopes.PaymentsCreate, Scopes.PaymentsRead, Scopes.PaymentsCancel, Scopes.PaymentsRefund,
        Scopes.OpsRead, Scopes.OpsWrite, Scopes.OpsApprove,
    ];

    /// <param name="scope">One, not several.</param>
    public static string Name(this Scopes scope) => scope switch
    {
        Scopes.PaymentsCreate => "payments:create",
        Scopes.PaymentsRead => "payments:read",
        Scopes.PaymentsCancel => "payments:cancel",
        Scopes.PaymentsRefund => "payments:refund",
        Scopes.OpsRead => "ops:read",
        Scopes.OpsWrite => "ops:write",
        Scopes.OpsApprove => "ops:approve",
        _ => throw new UnreachableException(),
    };

    /// <summary>The scope of this name; none where there is no such.</summary>
    public static Scopes Named(string? name) => Array.Find(Every, scope => scope.Name() == name);

    /// <summary>All of these names; what is no scope counts for nothing.</summary>
    public static Scopes NamedBy(IEnumerable<string> names) =>
        names.Aggregate(Scopes.None, (all, name) => all | Named(name));

    public static IEnumerable<Scopes> Each(this Scopes scopes) =>
        Array.FindAll(Every, scope => (scopes & scope) != 0);
}
