using System.Collections.Immutable;
using CryptoPay.Grains.Cluster;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Interfaces.Customers;
using CryptoPay.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Grains.Tests.Customers;

/// <summary>A person asks that nothing is kept of them.</summary>
public sealed class ErasureTests
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task Orders_that_have_ended_are_erased_at_once_and_those_of_others_are_not()
    {
        await using var house = await House.Build();
        await Ended(house, ("CC-1", "C-1"), ("CC-2", "C-1"), ("CC-3", "C-2"));

        var erasure = await Erase(house, "C-1");

        Assert.Equal(["CC-1", "CC-2"], erasure.ErasedOrders);
        Assert.Equal((0, 1), (erasure.WaitingOrders.Length, erasure.KeysDestroyed));
        Assert.Equal(erasure.LastDestroyedAt!.Value.AddDays(35), erasure.BackupsEndAt);
        Assert.Equal(("erased", 0), await Kept(house, "CC-1"));
        Assert.Equal(("Table C-2", 2), await Kept(house, "CC-3"));
        Assert.Empty(await Customers(house).Export(new Sensitive("C-1")) ?? []);
        Assert.Equal("CC-3", Assert.Single((await Customers(house).Export(new Sensitive("C-2")))!.Value).View.OrderId);
        Assert.Equivalent(erasure, await Erase(house, "C-1"), strict: true);
    }

    [Fact]
    public async Task An_open_order_goes_on_and_is_erased_once_it_has_ended()
    {
        await using var house = await House.Build();
        var order = await Opened(house, "CC-1", "C-1");

        var erasure = await Erase(house, "C-1");

        Assert.Equal(["CC-1"], erasure.WaitingOrders);
        Assert.Equal(1, erasure.KeysDestroyed);
        Assert.NotEqual("", (await order.Get()).View!.PaymentUri);
        await house.PassUntil(Quarter, async () => await Kept(house, "CC-1") == ("erased", 0));
        await House.Until(() => Erase(house, "C-1"), now => now is { WaitingOrders: [], ErasedOrders: ["CC-1"] });
        Assert.Equal("", (await order.Get()).View!.PaymentUri);
    }

    [Fact]
    public async Task A_later_order_of_the_same_customer_has_another_key()
    {
        await using var house = await House.Build();
        await Ended(house, ("CC-1", "C-1"));
        await Erase(house, "C-1");

        await Opened(house, "CC-2", "C-1");

        Assert.Equal(("Table C-1", 2), await Kept(house, "CC-2"));
        Assert.Equal("CC-2", Assert.Single((await Customers(house).Export(new Sensitive("C-1")))!.Value).View.OrderId);
    }

    [Fact]
    public async Task A_restored_backup_of_the_rows_and_of_the_keys_brings_nothing_back()
    {
        await using var house = await House.Build();
        await Ended(house, ("CC-1", "C-1"), ("CC-2", "C-2"));
        await house.CloseSilo();
        var backup = house.Backup();
        await house.OpenSilo();
        await Erase(house, "C-1");
        await house.CloseSilo();

        house.Restore(backup, except: "erasures.db");
        await house.OpenSilo();

        Assert.Equal(("erased", 0), await Kept(house, "CC-1"));
        Assert.Equal("Payment Status: Timeout", (await house.Order("CC-1").Get()).View!.CaseStatus);
        Assert.Equal(("Table C-2", 2), await Kept(house, "CC-2"));
    }

    [Fact]
    public async Task An_order_whose_data_key_is_lost_is_an_error_and_not_erased()
    {
        await using var house = await House.Build();
        await Ended(house, ("CC-1", "C-1"), ("CC-2", "C-2"));
        await house.CloseSilo();
        await House.Execute(
            house.Beside("data-keys.db"), "DELETE FROM data_key WHERE rowid = (SELECT max(rowid) FROM data_key)");
        await house.OpenSilo();

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => house.Order("CC-2").Get());

        Assert.Contains("not in the store of data keys", failure.Message);
        Assert.NotNull((await house.Order("CC-1").Get()).View);
    }

    [Fact]
    public async Task A_silo_does_not_start_on_another_store_of_data_keys()
    {
        await using var house = await House.Build();
        await Opened(house, "CC-1", "C-1");
        await house.CloseSilo();
        var backup = house.Backup();
        await House.Execute(house.Beside("data-keys.db"), "DELETE FROM data_key");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(house.OpenSilo);

        Assert.Contains("Storage:DataKeysConnectionString", refused.Message);
        house.Restore(backup, except: "");
        await house.OpenSilo();
    }

    [Fact]
    public async Task A_row_that_nobody_can_read_holds_up_no_other_customer_and_is_named()
    {
        await using var house = await House.Build();
        await Ended(house, ("CC-1", "C-1"), ("CC-2", "C-2"));
        await house.CloseSilo();
        await house.Execute(
            "UPDATE grain_state SET payload = json_remove(payload, '$.keyId') WHERE grain_key = 'default/CC-2'");
        await house.OpenSilo();

        var erasure = await Erase(house, "C-1");

        Assert.Equal(["CC-1"], erasure.ErasedOrders);
        Assert.Equal(["CC-2"], erasure.UnreadableOrders);
    }

    [Fact]
    public async Task Rows_of_an_earlier_version_get_data_keys_once_no_silo_needs_them_otherwise()
    {
        await using var house = await House.Build();
        house.Silo.GetRequiredService<ClusterLevel>().Now = ClusterLevel.DataKeys - 1;
        await Opened(house, "CC-1", "C-1");
        Assert.Equal(6L, await house.Execute("SELECT payload ->> 'version' FROM grain_state WHERE order_id = 'CC-1'"));
        Assert.Null(await Customers(house).Erase(new Sensitive("C-1"), "ops"));

        house.Silo.GetRequiredService<ClusterLevel>().Now = ClusterLevel.Newest;

        await house.PassUntil(Quarter, async () => await Customers(house).Export(new Sensitive("C-1")) is { Length: 1 });
        Assert.Equal(7L, await house.Execute("SELECT payload ->> 'version' FROM grain_state WHERE order_id = 'CC-1'"));
        Assert.Equal(("Table C-1", 2), await Kept(house, "CC-1"));
    }

    [Fact]
    public async Task What_was_kept_for_long_enough_is_erased_by_itself()
    {
        await using var house = await House.Build(
            settings: [("Retention:PersonalDays", "30"), ("Retention:Period", "1.00:00:00")]);
        await Ended(house, ("CC-1", "C-1"), ("CC-2", ""));

        await house.PassUntil(TimeSpan.FromHours(12), async () => await Kept(house, "CC-1") == ("erased", 0));

        Assert.True(house.Clock.GetUtcNow() - House.Start >= TimeSpan.FromDays(30));
        await House.Until(() => Kept(house, "CC-2"), kept => kept == ("erased", 0));
        await House.Until(
            () => House.Execute(house.Beside("data-keys.db"), "SELECT count(*) FROM data_key WHERE wrapped = ''"),
            count => count is 2L);
    }

    private static ICustomersGrain Customers(House house) =>
        house.Silo.GetRequiredService<IGrainFactory>().GetGrain<ICustomersGrain>("default");

    private static async Task<CustomerErasure> Erase(House house, string customerRef) =>
        (await Customers(house).Erase(new Sensitive(customerRef), "ops"))!;

    /// <summary>What is there of a label, and how many values of metadata.</summary>
    private static async Task<(string Label, int Metadata)> Kept(House house, string orderId)
    {
        var order = await house.Order(orderId).Export();
        return (order!.PosLabel.Value, order.Metadata.Count);
    }

    private static async Task<IPaymentIntentGrain> Opened(House house, string orderId, string customerRef)
    {
        var order = house.Order(orderId);
        var metadata = ImmutableSortedDictionary.Create<string, Sensitive>(StringComparer.Ordinal)
            .Add("session", new Sensitive("a session"));
        await order.Create(House.Request() with
        {
            PosLabel = $"Table {customerRef}",
            Metadata = customerRef == "" ? metadata : metadata.Add("customerRef", new Sensitive(customerRef)),
        });
        await House.Until(order, view => !view.OwesInvoice);
        return order;
    }

    /// <summary>Orders that nobody paid, up to the end of their watch.</summary>
    private static async Task Ended(House house, params (string OrderId, string CustomerRef)[] orders)
    {
        foreach (var (orderId, customerRef) in orders) await Opened(house, orderId, customerRef);
        await house.PassUntil(Quarter, async () => await house.Execute(
            "SELECT count(*) FROM grain_state WHERE next_due IS NOT NULL") is 0L);
    }
}
