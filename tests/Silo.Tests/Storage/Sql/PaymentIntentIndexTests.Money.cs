using System.Text.Json.Nodes;
using CryptoPay.Grains.Index;

namespace CryptoPay.Silo.Tests.Storage.Sql;

/// <summary>When orders settled, and when their money moved.</summary>
public abstract partial class PaymentIntentIndexTests
{
    [Fact]
    public async Task A_list_of_the_settled_is_by_when_they_settled_whenever_they_were_made()
    {
        await Settle("settles", "early", createdAt: 100, settledAt: 3000);
        await Settle("settles", "late", createdAt: 900, settledAt: 2000);
        await Settle("settles", "kept-no-time", createdAt: 500, settledAt: null);
        await Write(Document.Of("settles", "open", 600));

        Assert.Equal(
            ["settles/kept-no-time", "settles/early", "settles/late"],
            await KeysOf(new IndexFilter("settles", SettledFrom: At(2000))));
        Assert.Equal(
            ["settles/late"], await KeysOf(new IndexFilter("settles", SettledFrom: At(2000), SettledTo: At(3000))));
        Assert.Equal(["settles/late"], await KeysOf(new IndexFilter("settles", From: At(600), SettledTo: At(9000))));
        Assert.Equal(["settles/early"], await KeysOf(new IndexFilter("settles", To: At(500), SettledTo: At(9000))));
        Assert.Equal(
            ["settles/late"],
            (await Index.List(
                new IndexFilter("settles", SettledTo: At(9000)), new(3000, "settles/early"), 9, Cancellation))
                .Select(row => row.Cursor.Key));
    }

    [Fact]
    public async Task Money_that_moved_in_a_month_is_found_by_order_once_whenever_the_order_was_made_or_settled()
    {
        await Moved("money", "november", (1000, "InvoiceObserved", "5"));
        await Moved("money", "both", (1500, "InvoiceObserved", "5"), (2500, "RefundObserved", null));
        await Moved("money", "twice", (2100, "InvoiceObserved", "5"), (2200, "InvoiceObserved", "7"));
        await Moved("money", "credited", (2300, "ReviewResolved", null));
        await Moved("money", "after", (3000, "InvoiceObserved", "5"));
        await Moved("money", "unpaid", (2400, "InvoiceOpened", "0"), (2450, "PollingSlowed", null));
        await Moved("money-too", "other", (2400, "InvoiceObserved", "5"));

        Assert.Equal(
            ["2100 money/twice", "2300 money/credited", "2500 money/both"], await MoneyMoved("money", 2000, 3000));
        Assert.Equal(["1000 money/november", "1500 money/both"], await MoneyMoved("money", 0, 2000));
        Assert.Equal(
            ["2500 money/both"],
            (await Index.MoneyMoved("money", At(2000), At(3000), new(2300, "money/credited"), 9, Cancellation))
                .Select(row => $"{row.Cursor.Time} {row.Cursor.Key}"));
    }

    [Fact]
    public async Task Money_that_goes_again_is_found_and_what_stands_for_folded_entries()
    {
        await Moved("goes", "spent-twice", (1000, "InvoiceObserved", "5"), (2000, "InvoiceObserved", "0"));
        await Write("goes", "goes/folded", """
            {"version":2,"intent":{"merchant":"goes","orderId":"folded","status":"Expired","createdAt":1},
             "history":[{"at":1,"event":"InvoiceOpened","data":{"amountPaid":"0"}},
                        {"at":2001,"event":"PollingSlowed","data":{"folded":"3"}}]}
            """);

        Assert.Equal(["2000 goes/spent-twice", "2001 goes/folded"], await MoneyMoved("goes", 2000, 3000));
    }

    [Fact]
    public async Task Rows_of_before_are_found_once_the_schema_is_there()
    {
        await Moved("before", "1", (2000, "InvoiceObserved", "5"));
        silo.Database.Scalar("DELETE FROM money_event WHERE merchant = 'before'");
        Assert.Empty(await MoneyMoved("before", 0, 3000));

        // As the schema's own file does.
        silo.Database.Scalar("INSERT INTO money_event SELECT DISTINCT * FROM money_seen WHERE merchant = 'before'");

        Assert.Equal(["2000 before/1"], await MoneyMoved("before", 0, 3000));
    }

    [Fact]
    public async Task Of_a_row_that_is_gone_the_time_is_there_still_and_says_so()
    {
        await Moved("lost", "1", (2000, "InvoiceObserved", "5"));
        silo.Database.Scalar("DELETE FROM grain_state WHERE grain_key = 'lost/1'");

        var row = Assert.Single(await Index.MoneyMoved("lost", At(0), At(3000), null, 9, Cancellation));
        Assert.True(row.Payload.IsEmpty);
    }

    private async Task<IEnumerable<string>> MoneyMoved(string merchant, long from, long to) =>
        (await Index.MoneyMoved(merchant, At(from), At(to), null, 100, Cancellation))
            .Select(row => $"{row.Cursor.Time} {row.Cursor.Key}");

    private Task Settle(string merchant, string orderId, long createdAt, long? settledAt) =>
        Write(merchant, $"{merchant}/{orderId}", new JsonObject
        {
            ["version"] = 2,
            ["intent"] = new JsonObject
            {
                ["merchant"] = merchant,
                ["orderId"] = orderId,
                ["status"] = "Settled",
                ["createdAt"] = createdAt,
                ["changedAt"] = 4000,
                ["settledAt"] = settledAt,
            },
        }.ToJsonString());

    private Task Moved(string merchant, string orderId, params (long At, string Event, string? AmountPaid)[] entries) =>
        Write(merchant, $"{merchant}/{orderId}", new JsonObject
        {
            ["version"] = 2,
            ["intent"] = new JsonObject
            {
                ["merchant"] = merchant,
                ["orderId"] = orderId,
                ["status"] = "Expired",
                ["createdAt"] = 1,
            },
            ["history"] = new JsonArray([.. entries.Select(entry => new JsonObject
            {
                ["at"] = entry.At, ["event"] = entry.Event, ["data"] = entry.AmountPaid is null
                    ? new JsonObject()
                    : new JsonObject { ["amountPaid"] = entry.AmountPaid },
            })]),
        }.ToJsonString());
}
