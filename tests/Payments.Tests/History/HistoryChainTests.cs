using System.Collections.Immutable;
using CryptoPay.Payments.History;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Tests.History;

public class HistoryChainTests
{
    [Fact]
    public void An_untouched_history_holds_and_any_change_shows_where()
    {
        var history = Chain("Requested", "Opened", "Observed");
        Assert.Null(HistoryChain.FirstBroken(history));
        Assert.Equal(2, HistoryChain.FirstBroken(history.SetItem(1, history[1] with { Status = "Settled" })));
        Assert.Equal(2, HistoryChain.FirstBroken(
            history.SetItem(1, history[1] with { Data = history[1].Data.SetItem("amountPaid", "1000") })));
        Assert.Equal(
            2, HistoryChain.FirstBroken(history.SetItem(1, history[1] with { At = history[1].At.AddMilliseconds(1) })));
        Assert.Equal(3, HistoryChain.FirstBroken(history.RemoveAt(1)));
    }

    [Fact]
    public void The_hash_is_over_bytes_that_anyone_can_make_again()
    {
        // printf '%s' '["",1,1795435200000,"Requested","Requested","amount","100.00"]' | sha256sum
        var history = HistoryChain.Append([], Story.Start, "Requested", "Requested", Data(("amount", "100.00")));
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
                """["",1,1795435200000,"Requested","Requested","amount","100.00"]"""u8)),
            history[0].Hash);
    }

    [Fact]
    public void No_sensitive_value_stands_in_the_history_in_the_clear()
    {
        var story = Story.Opened();
        var invoice = story.Invoice with { Payments = [new Payment(new Sensitive("txid-0"), 1m, true)] };
        var data = EventRecord.DataOf(new Event.InvoiceObserved("attempt-1", invoice, Story.Start), story.Intent!)!;
        Assert.DoesNotContain(data.Values, value => value.Contains("txid") || value.Contains("bcrt1q"));
        Assert.Equal($"sha256:{new Sensitive("txid-0").Digest("salt")}", data["payments.0.id"]);
    }

    private static ImmutableArray<HistoryEntry> Chain(params string[] events) => events.Aggregate(
        ImmutableArray<HistoryEntry>.Empty,
        (history, name) =>
            HistoryChain.Append(history, Story.Start, name, "AwaitingPayment", Data(("amountPaid", "0"))));

    private static ImmutableSortedDictionary<string, string> Data(params (string Key, string Value)[] pairs) =>
        pairs.ToImmutableSortedDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
}
