namespace CryptoPay.Grains.Resuming;

/// <summary>
/// The wrong codes of one merchant's callers within the last hour. There are never more than the policy lets in.
/// </summary>
internal sealed class WrongCodes(ResumePolicy policy, TimeProvider time)
{
    public static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>As all callers together are called.</summary>
    private const string All = "";

    /// <summary>Oldest first.</summary>
    private readonly List<(long At, string Caller)> tries = [];

    /// <summary>Whose excess was news.</summary>
    private readonly List<(long At, string Caller)> told = [];

    /// <returns>Null where this caller may try another.</returns>
    public Excess? ExcessOf(string caller)
    {
        tries.RemoveAll(IsOver);
        told.RemoveAll(IsOver);
        if (tries.Count >= policy.WrongPerMerchant) return Excess(All, tries[0].At);
        var own = tries.Where(one => one.Caller == caller).ToList();
        return own.Count >= policy.WrongPerCaller ? Excess(caller, own[0].At) : null;
    }

    public void Add(string caller) => tries.Add((time.GetTimestamp(), caller));

    private bool IsOver((long At, string Caller) one) => time.GetElapsedTime(one.At) >= Period;

    private Excess Excess(string who, long oldest)
    {
        var isNews = !told.Exists(one => one.Caller == who);
        if (isNews) told.Add((time.GetTimestamp(), who));
        return new Excess(Period - time.GetElapsedTime(oldest), IsOfAll: who == All, isNews);
    }
}

/// <param name="Wait">Until the next may be tried.</param>
/// <param name="IsOfAll">All callers of the merchant together tried too many.</param>
/// <param name="IsNews">For the first time within an hour.</param>
internal sealed record Excess(TimeSpan Wait, bool IsOfAll, bool IsNews);
