using System.ComponentModel.DataAnnotations;

namespace CryptoPay.Grains.Resuming;

/// <summary>How many wrong resume codes are taken; section <c>Resume</c> of the settings.</summary>
public sealed record ResumePolicy
{
    /// <summary>Within an hour from one <c>callerId</c> of a merchant. 1 to 1000, default 5.</summary>
    [Range(1, 1_000)]
    public int WrongPerCaller { get; init; } = 5;

    /// <summary>Within an hour from all callers of a merchant together. 1 to 1000, default 50.</summary>
    // A million codes: what is allowed here and how many payments wait decide how soon a guesser is shown one.
    [Range(1, 1_000)]
    public int WrongPerMerchant { get; init; } = 50;
}
