using System.Collections.Immutable;
using CryptoPay.Grains.DataKeys;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments;
using CryptoPay.Payments.PaymentIntents;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace CryptoPay.Grains.Tests.Storage;

/// <summary>Rows between the grain and the database.</summary>
public sealed class SealedStorageTests
{
    [Fact]
    public async Task A_new_order_whose_customer_is_erased_while_it_is_written_gets_another_key()
    {
        await using var house = await House.Build();
        var store = house.Silo.GetRequiredService<IDataKeyStore>();
        var rows = new ErasingRows(
            house.Silo.GetRequiredKeyedService<IGrainStorage>(PaymentIntentDocument.RowsName), store);
        var storage = new SealedStorage(rows, house.Silo.GetRequiredService<SealedRows>());
        var state = new GrainState<PaymentIntentDocument>(New("C-1"));

        await storage.WriteStateAsync(PaymentIntentDocument.StateName, Order, state);

        Assert.NotEqual(rows.ErasedKeyId, state.State!.KeyId);
        var read = new GrainState<PaymentIntentDocument>();
        await storage.ReadStateAsync(PaymentIntentDocument.StateName, Order, read);
        Assert.Equal(
            (state.State.KeyId, "C-1", state.ETag), (read.State!.KeyId, read.State.Intent!.CustomerRef, read.ETag));
    }

    [Fact]
    public async Task A_row_that_was_copied_to_another_order_does_not_open_there()
    {
        await using var house = await House.Build();
        await house.Opened("CC-1");
        await house.CloseSilo();
        await house.Execute("UPDATE grain_state SET grain_key = 'default/CC-2' WHERE grain_key = 'default/CC-1'");
        await house.OpenSilo();

        await Assert.ThrowsAnyAsync<Exception>(() => house.Order("CC-2").Get());
    }

    private static GrainId Order => GrainId.Create("paymentintent", "default/CC-9");

    private static PaymentIntentDocument New(string customerRef) => new PaymentIntentDocument().After(
        new Event.IntentRequested(
            House.Request() with
            {
                Metadata = ImmutableSortedDictionary.Create<string, Sensitive>(StringComparer.Ordinal)
                    .Add("customerRef", new Sensitive(customerRef)),
            },
            new NewIntent(new("default", "CC-9"), "pi_9", "attempt-9", new Sensitive("salt"), "sandbox"), House.Start),
        "tester");

    /// <summary>The real rows; an erasure destroys the key right before the first is written.</summary>
    private sealed class ErasingRows(IGrainStorage rows, IDataKeyStore keys) : IGrainStorage
    {
        public string? ErasedKeyId { get; private set; }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            rows.ReadStateAsync(stateName, grainId, grainState);

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (ErasedKeyId is null)
            {
                var row = ((RawRow)(object)grainState.State!).Utf8!.ToString();
                ErasedKeyId = row.Split("\"keyId\":\"")[1].Split('"')[0];
                await keys.Destroy(ErasedKeyId, House.Start, CancellationToken.None);
            }

            await rows.WriteStateAsync(stateName, grainId, grainState);
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            rows.ClearStateAsync(stateName, grainId, grainState);
    }
}
