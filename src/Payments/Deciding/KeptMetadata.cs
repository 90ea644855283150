using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Payments.Deciding;

/// <summary>
/// What a repeat's metadata changes: known keys are replaced, new ones taken while there is room. Whose payment it is
/// the first create says for good: all of it is encrypted with that customer's key.
/// </summary>
/// <param name="Changed">Only what differs from what is there.</param>
/// <param name="DroppedCount">New keys for which there is no room.</param>
public readonly record struct KeptMetadata(ImmutableSortedDictionary<string, Sensitive> Changed, int DroppedCount)
{
    public static KeptMetadata Of(PaymentIntent intent, ImmutableSortedDictionary<string, Sensitive> sent)
    {
        sent = sent.Remove(PaymentIntent.CustomerRefKey);
        var dropped = sent.Keys.Where(key => !intent.Metadata.ContainsKey(key))
            .Skip(Math.Max(0, RowBounds.MetadataKeysMax - intent.Metadata.Count)).ToList();
        var same = sent.Where(pair => intent.Metadata.TryGetValue(pair.Key, out var known) && known == pair.Value)
            .Select(pair => pair.Key);
        return new(sent.RemoveRange(dropped.Concat(same)), dropped.Count);
    }
}
