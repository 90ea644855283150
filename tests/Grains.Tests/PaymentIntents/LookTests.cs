using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces.Customers;
using CryptoPay.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>What the dashboard's page of an order shows, and that showing it does nothing.</summary>
public sealed class LookTests
{
    [Fact]
    public async Task A_look_at_an_order_that_sleeps_begins_nothing_and_leaves_it_asleep()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        await house.Still();
        await house.Forget();
        await House.Until(() => InMemory(house), count => count == 0);
        var (reads, kept) = (house.Calls.ReadCount, await Kept(house));

        var seen = (await order.GetState())!;

        Assert.Equal(("AwaitingPayment", false, null), (seen.Status, seen.IsAwake, seen.LastReadAt));
        Assert.Equal(("ReadInvoices", "sandbox"), (Assert.Single(seen.Owed).Work, seen.Owed[0].At));
        await House.Until(() => InMemory(house), count => count == 0);
        await house.Still();
        Assert.Equal((reads, kept), (house.Calls.ReadCount, await Kept(house)));

        // As any other call does.
        await order.Get();
        await House.Until(() => Task.FromResult(house.Calls.ReadCount), count => count > reads);
        Assert.True((await order.GetState())!.IsAwake);
    }

    [Fact]
    public async Task A_look_shows_what_is_owed_and_when_it_was_read()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var order = await house.Opened("CC-1");
        await house.PassToNextRead(TimeSpan.FromMinutes(1));

        var seen = (await order.GetState())!;

        var now = house.Clock.GetUtcNow();
        Assert.Equal(("default/CC-1", "Awaiting Payment", "none", "sandbox"),
            (seen.Order, seen.CaseStatus, seen.ActionRequired, seen.Account));
        Assert.Equal(("sandbox", "Open"), (Assert.Single(seen.Attempts).Account, seen.Attempts[0].State));
        Assert.Equal(now, seen.LastReadAt);
        Assert.InRange(Assert.Single(seen.Owed).DueAt, now.AddSeconds(1), now.AddMinutes(2));
        Assert.InRange(seen.WatchdogAt!.Value, now, now.AddDays(1));
    }

    [Fact]
    public async Task A_look_at_an_order_that_there_is_not_makes_none()
    {
        await using var house = await House.Build();

        Assert.Null(await house.Order("CC-1").GetState());

        await House.Until(() => InMemory(house), count => count == 0);
        Assert.Equal("0 orders in version 0, 0 reminders", await Kept(house));
    }

    [Fact]
    public async Task A_look_says_of_an_erased_order_since_when()
    {
        await using var house = await House.Build();
        var order = house.Order("CC-1");
        await order.Create(House.Request() with
        {
            Metadata = ImmutableSortedDictionary<string, Sensitive>.Empty.Add("customerRef", new Sensitive("C-1")),
        });
        await House.Until(order, view => !view.OwesInvoice);
        await order.Cancel();
        await house.PassUntil(TimeSpan.FromMinutes(15), async () => (await order.GetState())!.WatchdogAt is null);

        await house.Silo.GetRequiredService<IGrainFactory>().GetGrain<ICustomersGrain>("default")
            .Erase(new Sensitive("C-1"), "tester");

        var seen = (await order.GetState())!;
        Assert.Equal(("Cancelled", house.Clock.GetUtcNow()), (seen.Status, seen.ErasedAt));
    }

    private static async Task<string> Kept(House house)
    {
        const string Orders = "FROM grain_state WHERE grain_key LIKE 'default/%'";
        return $"{await house.Execute($"SELECT count(*) {Orders}")} orders"
            + $" in version {await house.Execute($"SELECT coalesce(sum(version), 0) {Orders}")}"
            + $", {await house.Execute("SELECT count(*) FROM reminder")} reminders";
    }

    private static async Task<int> InMemory(House house)
    {
        var all = await house.Silo.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0)
            .GetSimpleGrainStatistics();
        return all.Where(grains => grains.GrainType.Contains("PaymentIntentGrain", StringComparison.Ordinal))
            .Sum(grains => grains.ActivationCount);
    }
}
