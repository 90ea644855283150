using System.Collections.Immutable;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Payments.History;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

/// <summary>What an auditor reads of an order.</summary>
public class EventsTests(WholeGateway gateway)
{
    [Fact]
    public async Task They_name_the_key_that_called_and_say_that_the_chain_holds()
    {
        await gateway.Opened("CC-audit");

        var read = await gateway.Events("CC-audit");
        Assert.Equal((true, 0), (read.IsChainIntact, read.BrokenFrom));
        Assert.Equal(
            ["IntentRequested first", "InvoiceOpened account:sandbox"],
            read.Events.Take(2).Select(entry => $"{entry.Event} {entry.Data["who"]}"));
    }

    [Fact]
    public async Task They_say_from_where_on_the_chain_is_broken()
    {
        await gateway.Opened("CC-bent");
        var events = (await gateway.Events("CC-bent")).Events;

        Assert.Equal((false, 2), Verdict(events.SetItem(1, events[1] with { Status = "Settled" })));
        Assert.Equal((false, 2), Verdict(events.RemoveAt(0)));
        var blamed = events[0].Data.SetItem("who", "another");
        Assert.Equal((false, 1), Verdict(events.SetItem(0, events[0] with { Data = blamed })));
    }

    private static (bool, int) Verdict(ImmutableArray<HistoryEntry> events) =>
        (PaymentIntentEvents.Of(events).IsChainIntact, PaymentIntentEvents.Of(events).BrokenFrom);
}
