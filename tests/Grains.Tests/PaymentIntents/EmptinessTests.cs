using CryptoPay.Grains.Interfaces;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>What stays of questions about orders that there are not.</summary>
public sealed class EmptinessTests
{
    [Fact]
    public async Task Whatever_is_asked_of_an_order_that_there_is_not_nothing_stays_in_memory()
    {
        await using var house = await House.Build();
        Func<IPaymentIntentGrain, Task>[] calls =
        [
            order => order.Get(),
            order => order.Cancel(),
            order => order.StartInvoice(),
            order => order.History(),
            order => order.Refund("R-1", 1m),
            order => order.Refunds(),
            order => order.GetRefund("R-1"),
            order => order.WaitForNews(0, TimeSpan.FromSeconds(1)),
            order => order.WaitForRefund("R-1", 0, TimeSpan.FromSeconds(1)),
            order => order.Wake(WakeReason.News),
            order => order.Create(House.Request() with { Account = "nobody" }),
        ];
        foreach (var (i, call) in calls.Index()) await call(house.Order($"CC-{i}"));

        await House.Until(() => InMemory(house), count => count == 0);
    }

    [Fact]
    public async Task An_order_stays_and_answers_who_asked_before_it_was_there()
    {
        await using var house = await House.Build();
        Assert.Null((await house.Order("CC-1").Get()).View);

        await house.Opened("CC-1");

        Assert.Equal("AwaitingPayment", (await house.Order("CC-1").Get()).View!.Status);
        Assert.Equal(1, await InMemory(house));
    }

    /// <summary>Activations of orders.</summary>
    private static async Task<int> InMemory(House house)
    {
        var all = await house.Silo.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0)
            .GetSimpleGrainStatistics();
        return all.Where(grains => grains.GrainType.Contains("PaymentIntentGrain", StringComparison.Ordinal))
            .Sum(grains => grains.ActivationCount);
    }
}
