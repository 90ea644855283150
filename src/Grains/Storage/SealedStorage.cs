using Orleans.Storage;

namespace CryptoPay.Grains.Storage;

/// <summary>
/// The storage of payment intents: rows go encrypted into another one. What is no payment intent goes through as it is.
/// </summary>
public sealed class SealedStorage(IGrainStorage rows, SealedRows sealing) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState is not IGrainState<PaymentIntentDocument> intent)
        {
            await rows.ReadStateAsync(stateName, grainId, grainState);
            return;
        }

        var row = new GrainState<RawRow>();
        await rows.ReadStateAsync(stateName, grainId, row);
        intent.State = row.State is { Utf8: { } utf8 }
            ? await sealing.Open(grainId.Key.ToString()!, utf8.ToMemory())
            : new PaymentIntentDocument();
        (intent.ETag, intent.RecordExists) = (row.ETag, row.RecordExists);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState is not IGrainState<PaymentIntentDocument> intent)
        {
            await rows.WriteStateAsync(stateName, grainId, grainState);
            return;
        }

        var before = intent.State!;
        var written = await Write(stateName, grainId, intent, before);
        // The customer's key may have been closed meanwhile, by an erasure that did not see this row.
        if (before.KeyId == "" && !await sealing.IsStillOpen(written))
            await Write(stateName, grainId, intent, written with { KeyId = "" });
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        rows.ClearStateAsync(stateName, grainId, grainState);

    private async Task<PaymentIntentDocument> Write(
        string stateName, GrainId grainId, IGrainState<PaymentIntentDocument> intent, PaymentIntentDocument next)
    {
        var document = await sealing.Keyed(next);
        var row = new GrainState<RawRow>
        {
            State = new RawRow { Utf8 = await sealing.Seal(grainId.Key.ToString()!, document) },
            ETag = intent.ETag,
            RecordExists = intent.RecordExists,
        };
        await rows.WriteStateAsync(stateName, grainId, row);
        (intent.State, intent.ETag, intent.RecordExists) = (document, row.ETag, row.RecordExists);
        return document;
    }
}

/// <summary>A row's bytes as they are stored.</summary>
public sealed class RawRow
{
    public BinaryData? Utf8 { get; init; }
}
