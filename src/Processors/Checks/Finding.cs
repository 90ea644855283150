namespace CryptoPay.Processors.Checks;

/// <summary>What a check saw, in words that say what to do.</summary>
public sealed record Finding(FindingKind Kind, string Text)
{
    internal static Finding Good(string text) => new(FindingKind.Good, text);

    internal static Finding Note(string text) => new(FindingKind.Note, text);

    internal static Finding Fault(string text) => new(FindingKind.Fault, text);
}

public enum FindingKind
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Works, and a person may want to know: what cannot be seen, what is wider than it need be.</summary>
    Note,

    /// <summary>Does not work, or costs money: mend it before the start.</summary>
    Fault,
}
