using System.Diagnostics;

namespace CryptoPay.Payments.Reconciling;

/// <summary>
/// How an invoice at the processor and what we know of it can differ: one for each invoice, the first that fits. Each
/// has its row in docs/operations.md. Stored: never change a number or a name.
/// </summary>
public enum DifferenceKind
{
    /// <summary>It asks for other money than we asked for.</summary>
    OtherAmount = 1,

    /// <summary>We have closed it or its order, and it holds money that we do not know.</summary>
    MoneyOnClosed = 2,

    /// <summary>It stands elsewhere than we believe.</summary>
    OtherState = 3,

    /// <summary>More or less came in or went back than we know.</summary>
    OtherPaid = 4,

    /// <summary>It carries an order of ours that does not know it, or that there is not.</summary>
    MissingHere = 5,

    /// <summary>No attempt of its order made it, and another one of the order can be paid or is paid as well.</summary>
    Twin = 6,

    /// <summary>The processor does not know it any more: a list did not show it, and a read said so.</summary>
    MissingThere = 7,

    /// <summary>It is there, or should be, and could not be read: what it shows is not known.</summary>
    Unreadable = 8,
}

public static class DifferenceKindNames
{
    /// <summary>As answers, files and metrics call it.</summary>
    public static string Name(this DifferenceKind kind) => kind switch
    {
        DifferenceKind.OtherAmount => "other_amount",
        DifferenceKind.MoneyOnClosed => "money_on_closed",
        DifferenceKind.OtherState => "other_state",
        DifferenceKind.OtherPaid => "other_paid",
        DifferenceKind.MissingHere => "missing_here",
        DifferenceKind.Twin => "twin",
        DifferenceKind.MissingThere => "missing_there",
        DifferenceKind.Unreadable => "unreadable",
        _ => throw new UnreachableException($"{kind} has no name."),
    };
}
