using CryptoPay.Genesys.Calls;
using CryptoPay.Payments.Cases;

namespace CryptoPay.Genesys.Sinks;

/// <summary>What a check saw, in words that say what to do.</summary>
public sealed record Finding(FindingKind Kind, string Text)
{
    internal static Finding Good(string text) => new(FindingKind.Good, text);

    internal static Finding Note(string text) => new(FindingKind.Note, text);

    internal static Finding Fault(string text) => new(FindingKind.Fault, text);

    /// <param name="what">What was asked for, such as "The data table (DataTableId)".</param>
    /// <param name="permission">What the role needs to be told of it.</param>
    internal static Finding Of<T>(Reply<T> reply, string what, string permission) where T : class => reply switch
    {
        { Fault: null } => Good($"{what} is there."),
        { Status: 403 } => Fault($"{what} is not shown to us ({reply.Code}): give the client's role {permission}."),
        { Status: 404 } => Fault($"{what} is not there ({reply.Code}): compare the ID, and the divisions of the role."),
        { Fault: DeliveryResult.Unavailable } => Fault($"{what} could not be asked for ({reply.Code}): try again."),
        _ => Fault($"{what} was refused ({reply.Code})."),
    };
}

public enum FindingKind
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Works, and a person may want to know: what cannot be seen, what is left out.</summary>
    Note,

    /// <summary>Does not work: mend it.</summary>
    Fault,
}
