using System.Collections.Immutable;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.Effects;

/// <summary>What this activation knows of each thing that is to be made once, by attempt or refund ID.</summary>
internal sealed class Sendings
{
    private readonly Dictionary<string, Sending> byId = [];
    private readonly HashSet<string> cleanIds = [];
    private readonly Dictionary<string, ImmutableHashSet<string>> passedOver = [];

    /// <summary>Of one that this activation did not begin: an earlier one may have sent it.</summary>
    public Sending Of(string id) => byId.GetValueOrDefault(id, Sending.MayBeSent);

    public void Set(string id, Sending sending) => byId[id] = sending;

    /// <summary>This activation made it by one call that was answered: no other can have led to anything.</summary>
    public bool IsClean(string id) => cleanIds.Contains(id);

    public void MarkClean(string id) => cleanIds.Add(id);

    /// <summary>The account that comes after one that cannot be reached; null where all were tried once.</summary>
    public string? NextAccount(string id, string account, ImmutableArray<string> accounts)
    {
        var tried = passedOver.GetValueOrDefault(id, []).Add(account);
        var next = accounts.FirstOrDefault(candidate => !tried.Contains(candidate));
        passedOver[id] = next is null ? [] : tried;
        return next;
    }
}
