using System.Collections.Immutable;
using System.Globalization;
using CryptoPay.Payments.History;

namespace CryptoPay.Payments.Tests.History;

/// <summary>Where the history is full, what can come without end takes the place of the last of its kind.</summary>
public class HistoryFoldingTests
{
    [Fact]
    public void The_beginning_and_the_newest_stay_and_the_chain_holds()
    {
        var full = With([], 1000, "InvoiceObserved");
        Assert.Equal(200, full.Length);
        Assert.Equal(("1", "199", "1000"), (full[0].Data["i"], full[198].Data["i"], full[199].Data["i"]));
        Assert.Equal("800", full[^1].Data["folded"]);
        Assert.Null(HistoryChain.FirstBroken(full));
    }

    [Fact]
    public void An_entry_vouches_for_the_one_whose_place_it_took()
    {
        var before = With([], 200, "InvoiceObserved");
        var after = With(before, 1, "InvoiceObserved");
        Assert.Equal(before[^1].Hash, after[^1].Data["foldedHash"]);
        Assert.Equal(200, HistoryChain.FirstBroken(after.SetItem(
            199, after[199] with { Data = after[199].Data.SetItem("foldedHash", before[0].Hash) })));
    }

    [Fact]
    public void What_there_is_once_a_refund_or_a_resolution_is_never_folded()
    {
        var history = With(With([], 300, "InvoiceObserved"), 1, "RefundRequested");
        history = With(With(history, 50, "InvoiceObserved"), 2, "ReviewResolved");
        Assert.Equal(
            ["InvoiceObserved", "RefundRequested", "InvoiceObserved", "ReviewResolved", "ReviewResolved"],
            history.Skip(199).Select(entry => entry.Event));
        Assert.Equal(351 + 2, history.Length + Folded(history));
        Assert.Null(HistoryChain.FirstBroken(history));
    }

    [Theory]
    [InlineData("MetadataReplaced")]
    [InlineData("RefundSent", "RefundTakenBack")]
    [InlineData("CreationRested", "CreationResumed", "AttemptMoved")]
    [InlineData("NonsenseBegan", "NonsenseEnded")]
    public void What_one_alone_can_repeat_leaves_room_for_what_tells_of_money(params string[] kind)
    {
        var history = ImmutableArray<HistoryEntry>.Empty;
        for (var i = 0; i < 300; i++) history = With(history, 1, kind[i % kind.Length]);
        Assert.Equal((20, 280), (history.Length, Folded(history)));
        Assert.Equal(24, With(With(history, 3, "InvoiceObserved"), 1, kind[0]).Length);
    }

    private static int Folded(ImmutableArray<HistoryEntry> history) =>
        history.Sum(entry => int.Parse(entry.Data.GetValueOrDefault("folded", "0"), CultureInfo.InvariantCulture));

    private static ImmutableArray<HistoryEntry> With(
        ImmutableArray<HistoryEntry> history, int count, string happened)
    {
        for (var i = 1; i <= count; i++)
        {
            history = HistoryChain.Append(history, DateTimeOffset.UnixEpoch, happened, "AwaitingPayment",
                ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("i", $"{i}"));
        }

        return history;
    }
}
