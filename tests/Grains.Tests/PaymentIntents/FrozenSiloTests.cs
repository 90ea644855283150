using CryptoPay.Grains.Effects;
using CryptoPay.Grains.Tests.Cases;
using CryptoPay.Payments.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>
/// A silo that stands still for so long that its orders are given to another, and goes on in the middle of a step. Here
/// it stands in line for its turn meanwhile, and the row is written as by the other.
/// </summary>
public sealed class FrozenSiloTests
{
    [Fact]
    public async Task An_invoice_is_not_made_for_an_order_that_is_anothers_by_now()
    {
        await using var house = await House.Build();
        var turns = new Turns(house, WorkKind.CreateInvoice, "sandbox");

        await house.Order("CC-1").Create(House.Request());
        await house.Still();
        await WakeUp(house, turns);

        Assert.Equal(0, house.Calls.CreateCount);
    }

    [Fact]
    public async Task A_refund_is_not_made_for_an_order_that_is_anothers_by_now()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "pay");
        await house.Control("CC-1", "confirm", new { blocks = 6 });
        await house.PassToNextRead(TimeSpan.FromSeconds(10));
        await House.Until(order, view => view.IsPaid);
        var turns = new Turns(house, WorkKind.CreateRefund, "sandbox");

        await order.Refund("R-1", 40m);
        await turns.GiveOne();
        Assert.NotNull(await house.Execute(
            "SELECT payload ->> '$.intent.refunds[0].sentAt' FROM grain_state WHERE grain_key = 'default/CC-1'"));
        await WakeUp(house, turns);

        Assert.Equal(0, (await house.AtStore("pull-payments?includeArchived=true")).GetArrayLength());
    }

    [Fact]
    public async Task A_customer_is_told_nothing_by_a_silo_whose_order_is_anothers_by_now()
    {
        await using var house = await House.Build(settings: Tenant.Settings("message"));
        var order = await house.OpenedWith("CC-1", "", ("messageAddress", "+15550100"));
        await house.Control("CC-1", "pay");
        await house.Control("CC-1", "confirm", new { blocks = 6 });
        var turns = new Turns(house, WorkKind.DeliverCase, "message");
        await house.PassToNextRead(TimeSpan.FromSeconds(10));
        await House.Until(order, view => view.IsPaid);

        await turns.GiveOne();
        await WakeUp(house, turns);

        Assert.Empty((await house.Shown("messages")).EnumerateArray());
        await house.PassUntil(TimeSpan.FromSeconds(1), async () =>
            (await order.Sinks()).Views.Any(view => view is { Sink: "message", State: "unclear" }));
    }

    private static async Task WakeUp(House house, Turns turns)
    {
        await house.Execute("""
            UPDATE grain_state SET version = version + 1,
                   payload = json_set(payload, '$.revision', (payload ->> '$.revision') + 1)
             WHERE grain_key = 'default/CC-1'
            """);
        house.Clock.Advance(TimeSpan.FromSeconds(5));
        turns.GiveAll();
        await house.Still();
    }

    /// <summary>All there are at an account or a sink: whoever wants one stands in line.</summary>
    private sealed class Turns
    {
        private readonly House house;
        private readonly Places line;
        private readonly Queue<Places.Place> taken = new();

        public Turns(House house, WorkKind kind, string at)
        {
            this.house = house;
            line = house.Silo.GetRequiredService<EffectContext>().PlacesOf(new Lane(kind, at), "default");
            do taken.Enqueue(line.Ask(isHurried: false));
            while (taken.Last().Granted.IsCompleted);
            taken.Last().Dispose();
        }

        /// <summary>For the mark that it will be sent; what sends it stands in line again.</summary>
        public async Task GiveOne()
        {
            await house.Still();
            taken.Enqueue(line.Ask(isHurried: false));
            taken.Dequeue().Dispose();
            await house.Still();
        }

        public void GiveAll()
        {
            foreach (var place in taken) place.Dispose();
        }
    }
}
