namespace CryptoPay.Grains.Reconciling;

/// <summary>
/// Why a run ended before it had seen all, beside what a call can end in. Each has its row in docs/operations.md.
/// </summary>
internal static class ReconciliationCodes
{
    /// <summary>The list has no end.</summary>
    public const string TooManyPages = "too_many_pages";

    /// <summary>It was interrupted again and again.</summary>
    public const string TooManyResumes = "too_many_resumes";
}
