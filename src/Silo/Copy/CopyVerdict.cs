namespace CryptoPay.Silo.Copy;

/// <summary>How many there are of something in both databases.</summary>
/// <param name="Fault">The first that is not as it should be; null where all are.</param>
internal sealed record CopyVerdict(string Name, long InSource, long InTarget, string? Fault)
{
    public bool IsGood => Fault is null && InSource == InTarget;
}
