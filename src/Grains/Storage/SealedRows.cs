using System.Security.Cryptography;
using CryptoPay.Grains.Cluster;
using CryptoPay.Grains.DataKeys;
using CryptoPay.Payments;
using CryptoPay.Payments.History;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Grains.Storage;

/// <summary>Rows of payment intents, between what is stored and what is read: with the data key that each names.</summary>
public sealed class SealedRows(PaymentIntentSerializer serializer, DataKeySource keys, ClusterLevel level)
{
    /// <param name="row">The grain's key.</param>
    /// <returns>As erased where its key is destroyed, as in a row of an old backup.</returns>
    /// <exception cref="CryptographicException">Its values cannot be opened.</exception>
    public async Task<PaymentIntentDocument> Open(
        string row, ReadOnlyMemory<byte> utf8, CancellationToken cancellation = default)
    {
        if (PaymentIntentSerializer.KeyIdOf(utf8.Span) is not { Length: > 0 } keyId)
            return serializer.Deserialize<PaymentIntentDocument>(utf8);
        var key = await keys.Find(keyId, cancellation);
        using var cipher = new RowCipher(key, row);
        var document = serializer.Deserialize<PaymentIntentDocument>(utf8, cipher);
        return key.DestroyedAt is { } at && document.Intent is { ErasedAt: null } intent
            ? document with
            {
                KeyId = "",
                Intent = Erasure.Of(
                    intent, new Sensitive(RandomNumberGenerator.GetHexString(32, lowercase: true)), at),
                History = HistoryChain.Erased(document.History),
            }
            : document;
    }

    /// <summary>The document with a key to be sealed with; without one while a silo of the version before is up.</summary>
    public async Task<PaymentIntentDocument> Keyed(
        PaymentIntentDocument document, CancellationToken cancellation = default)
    {
        if (document.KeyId != "" || document.Intent is not { } intent) return document;
        if (!level.Has(ClusterLevel.DataKeys)) return document with { Version = PaymentIntentDocument.RingVersion };
        return document with
        {
            Version = PaymentIntentDocument.CurrentVersion,
            KeyId = (await keys.Take(intent.Order, intent.CustomerRef, cancellation)).KeyId,
        };
    }

    /// <param name="document">As <see cref="Keyed"/> made it.</param>
    public async Task<BinaryData> Seal(
        string row, PaymentIntentDocument document, CancellationToken cancellation = default)
    {
        if (document.KeyId == "") return serializer.Serialize(document);
        using var cipher = new RowCipher(await keys.Find(document.KeyId, cancellation), row);
        return serializer.Serialize(document, cipher);
    }

    /// <summary>It may be that its customer was erased while it was written.</summary>
    public Task<bool> IsStillOpen(PaymentIntentDocument document, CancellationToken cancellation = default) =>
        document is { KeyId: not "", Intent.CustomerRef: not "" }
            ? keys.IsOpen(document.KeyId, cancellation)
            : Task.FromResult(true);
}
