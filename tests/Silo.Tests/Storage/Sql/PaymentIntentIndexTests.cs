using System.Text.Json.Nodes;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Silo.Storage.Sql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace CryptoPay.Silo.Tests.Storage.Sql;

public abstract partial class PaymentIntentIndexTests(DatabaseSilo silo)
{
    private IPaymentIntentIndex Index => silo.Services.GetRequiredService<IPaymentIntentIndex>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_is_newest_first_and_of_one_merchant()
    {
        await Write(
            Document.Of("newest", "old", 1000), Document.Of("newest", "new", 3000),
            Document.Of("newest", "mid", 2000), Document.Of("other", "new", 4000));

        Assert.Equal(["newest/new", "newest/mid", "newest/old"], await Keys("newest"));
        var row = (await Index.List(new IndexFilter("newest"), null, 1, Cancellation))[0];
        Assert.Equal(new IndexCursor(3000, "newest/new"), row.Cursor);
        Assert.Equal(Document.Of("newest", "new", 3000), DatabaseSilo.Serializer.Deserialize<Document>(row.Payload));
    }

    [Fact]
    public async Task A_list_keeps_to_its_status_and_its_time()
    {
        await Write(
            Document.Of("filter", "1", 1000, "Settled"), Document.Of("filter", "2", 2000, "Requested"),
            Document.Of("filter", "3", 2000, "Settled"), Document.Of("filter", "4", 3000, "Settled"));
        var two = DateTimeOffset.FromUnixTimeMilliseconds(2000);

        Assert.Equal(["filter/4", "filter/3", "filter/2"], await Keys("filter", from: two));
        Assert.Equal(["filter/4", "filter/3", "filter/1"], await Keys("filter", PaymentIntentStatus.Settled));
        Assert.Equal(["filter/4", "filter/3"], await Keys("filter", PaymentIntentStatus.Settled, two));
        Assert.Empty(await Keys("filter", PaymentIntentStatus.Expired));
    }

    [Fact]
    public async Task A_list_keeps_to_what_is_required_of_one_merchant_or_of_all()
    {
        await Write(
            Document.Of("asks", "1", 1000) with { ActionRequired = "review" },
            Document.Of("asks", "2", 2000, "Settled") with { ActionRequired = "none" },
            Document.Of("asks", "3", 3000, "Settled") with { ActionRequired = "review" },
            Document.Of("asks-too", "4", 4000) with { ActionRequired = "review" });

        Assert.Equal(["asks/3", "asks/1"], await Keys("asks", actionRequired: "review"));
        Assert.Equal(["asks/3"], await Keys("asks", PaymentIntentStatus.Settled, actionRequired: "review"));
        Assert.Equal(["asks/2"], await Keys("asks", actionRequired: "none"));
        Assert.Empty(await Keys("asks", actionRequired: "top_up"));
        Assert.Equal(
            ["asks-too/4", "asks/3", "asks/1"],
            (await Keys(null, actionRequired: "review"))
                .Where(key => key.StartsWith("asks", StringComparison.Ordinal)));
        Assert.Equal(
            ["asks-too/4", "asks/3", "asks/2", "asks/1"],
            (await Keys(null)).Where(key => key.StartsWith("asks", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_list_ends_before_its_bound_and_begins_with_it()
    {
        await Write(
            Document.Of("ends", "1", 1000), Document.Of("ends", "2", 2000), Document.Of("ends", "3", 3000));

        Assert.Equal(["ends/2", "ends/1"], await KeysOf(new IndexFilter("ends", To: At(3000))));
        Assert.Equal(["ends/2"], await KeysOf(new IndexFilter("ends", From: At(2000), To: At(3000))));
        Assert.Empty(await KeysOf(new IndexFilter("ends", From: At(3000), To: At(3000))));
        // Behind the end a cursor does not lead out of it.
        Assert.Equal(
            ["ends/2", "ends/1"],
            (await Index.List(new IndexFilter("ends", To: At(3000)), new(9000, "ends/9"), 9, Cancellation))
                .Select(row => row.Cursor.Key));
    }

    [Theory]
    [InlineData("Review", "None", "AwaitingPayment", true)]
    [InlineData("Underpaid, Review", "Money", "Expired", true)]
    [InlineData("None", "Blind", "AwaitingPayment", true)]
    [InlineData("PaidLate", "None", "Expired", true)]
    [InlineData("PaidLate", "None", "Settled", false)]
    [InlineData("Underpaid", "NoMoney", "Expired", false)]
    public async Task What_was_written_before_the_requirement_was_kept_shows_whether_it_is_under_review(
        string qualifiers, string watchEnd, string status, bool isFound)
    {
        var order = Guid.NewGuid().ToString("N");
        await Write("old", $"old/{order}", $$$"""
            {"version":2,"nextDue":null,"intent":{"merchant":"old-{{{order}}}","orderId":"{{{order}}}",
             "status":"{{{status}}}","createdAt":1,"qualifiers":"{{{qualifiers}}}","watchEnd":"{{{watchEnd}}}"}}
            """);

        Assert.Equal(isFound ? [$"old/{order}"] : [], await Keys($"old-{order}", actionRequired: "review"));
    }

    [Fact]
    public async Task Pages_neither_skip_nor_repeat_among_equal_times_while_newer_rows_come()
    {
        await Write([.. Enumerable.Range(0, 25).Select(n => Document.Of("pages", $"{n:D2}", 1000 + n / 10))]);

        var keys = new List<string>();
        IndexCursor? before = null;
        do
        {
            var page = await Index.List(new IndexFilter("pages"), before, 4, Cancellation);
            keys.AddRange(page.Select(row => row.Cursor.Key));
            before = page.LastOrDefault()?.Cursor;
            await Write(Document.Of("pages", $"late-{Guid.NewGuid()}", 9000));
        }
        while (before is not null);

        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(number => $"pages/{number:D2}"), keys);
    }

    [Fact]
    public async Task The_overdue_come_by_due_time_and_key_and_without_those_that_are_due_later_or_never()
    {
        await Write(
            Document.Of("due", "b", nextDue: 10), Document.Of("due", "a", nextDue: 10),
            Document.Of("due", "z", nextDue: 5), Document.Of("due", "at", nextDue: 20), Document.Of("due", "never"));
        var twenty = DateTimeOffset.FromUnixTimeMilliseconds(20);

        var first = await Index.Overdue(twenty, null, 2, Cancellation);
        var second = await Index.Overdue(twenty, first[^1], 2, Cancellation);

        Assert.Equal([new(5, "due/z"), new(10, "due/a")], first);
        Assert.Equal([new(10, "due/b")], second);
    }

    [Fact]
    public async Task The_watched_of_an_account_come_by_key_and_without_the_finished()
    {
        await Write(
            Document.Of("watched", "c", nextDue: 1_000_000, account: "btcpay"),
            Document.Of("watched", "a", nextDue: 3_000_000, account: "btcpay"),
            Document.Of("watched", "b", nextDue: 2_000_000, account: "btcpay"),
            Document.Of("watched", "finished", account: "btcpay"),
            Document.Of("watched", "other", nextDue: 1_000_000, account: "bitpay"));

        Assert.Equal(["watched/a", "watched/b"], await Index.Watched("btcpay", null, "", 2, Cancellation));
        Assert.Equal(["watched/c"], await Index.Watched("btcpay", null, "watched/b", 2, Cancellation));
        Assert.Empty(await Index.Watched("btcpay", PaymentIntentStatus.Settled, "", 2, Cancellation));
    }

    [Fact]
    public async Task The_watched_are_counted_by_account_and_status_and_who_waits_for_a_person_by_account()
    {
        await Write(
            Document.Of("counts", "1", nextDue: 9000, account: "counted"),
            Document.Of("counts", "2", nextDue: 9001, account: "counted"),
            Document.Of("counts", "3", status: "Confirming", nextDue: 9002, account: "counted"),
            Document.Of("counts", "4", status: "Settled", account: "counted"));
        await Write("counts", "counts/5", """
            {"version":2,"actionRequired":"review",
             "intent":{"merchant":"counts","orderId":"5","status":"Expired","createdAt":1,"account":"counted"}}
            """);

        Assert.Equal(
            [new OrderCount("counted", "Confirming", 1), new OrderCount("counted", "Requested", 2)],
            (await Index.CountWatched(Cancellation)).Where(count => count.Account == "counted")
                .OrderBy(count => count.Status, StringComparer.Ordinal));
        Assert.Equal(
            [new OrderCount("counted", "", 1)],
            (await Index.CountOf("review", Cancellation)).Where(count => count.Account == "counted"));
    }

    [Fact]
    public async Task A_resume_code_leads_to_its_order_and_to_no_other_merchants()
    {
        await Write(
            Document.Of("resume", "1", resumeDigest: "one"), Document.Of("resume", "2", resumeDigest: "two"),
            Document.Of("resume-too", "3", resumeDigest: "two"), Document.Of("resume", "without"));

        Assert.Equal("resume/2", await Index.Resumed("resume", "two", Cancellation));
        Assert.Equal("resume-too/3", await Index.Resumed("resume-too", "two", Cancellation));
        Assert.Null(await Index.Resumed("resume-too", "one", Cancellation));
        Assert.Null(await Index.Resumed("resume", "three", Cancellation));
    }

    [Fact]
    public async Task A_resume_code_that_another_order_of_the_merchant_has_is_not_written()
    {
        await Write(Document.Of("unique", "first", resumeDigest: "same"));

        await Assert.ThrowsAnyAsync<Exception>(() => Write(Document.Of("unique", "second", resumeDigest: "same")));

        Assert.Equal(["unique/first"], await Keys("unique"));
        var state = await silo.Storage.Read("unique/first");
        state.State = Document.Of("unique", "first");
        await silo.Storage.Write("unique/first", state);
        await Write(Document.Of("unique", "second", resumeDigest: "same"));
        Assert.Equal("unique/second", await Index.Resumed("unique", "same", Cancellation));
    }

    [Fact]
    public async Task A_row_of_before_version_4_calls_its_account_processor_and_is_found_by_it()
    {
        await Write("state", "early/1", """
            {"version":3,"nextDue":1000000,
             "intent":{"merchant":"early","orderId":"1","status":"Requested","createdAt":1,"processor":"commerce"}}
            """);

        Assert.Equal(["early/1"], await Index.Watched("commerce", null, "", 2, Cancellation));
    }

    [Fact]
    public async Task A_row_shows_what_the_last_write_said_and_goes_with_its_document()
    {
        await Write(Document.Of("moves", "1", 1000, "Requested"));
        var state = await silo.Storage.Read("moves/1");
        state.State = Document.Of("moves", "1", 1000, "Settled");
        await silo.Storage.Write("moves/1", state);

        Assert.Empty(await Keys("moves", PaymentIntentStatus.Requested));
        Assert.Equal(["moves/1"], await Keys("moves", PaymentIntentStatus.Settled));

        await silo.Storage.Clear("moves/1", state);
        Assert.Empty(await Keys("moves"));
    }

    [Fact]
    public async Task Another_service_on_the_same_file_is_not_seen()
    {
        await Write(Document.Of("service", "1", nextDue: 7_000_000, resumeDigest: "mine"));
        var another = new ClusterOptions { ServiceId = "another" };
        var stranger = new PaymentIntentIndex(silo.Database, Options.Create(another));

        Assert.Empty(await stranger.List(new IndexFilter(null), null, 10, Cancellation));
        Assert.Empty(await stranger.Overdue(DateTimeOffset.MaxValue, null, 10, Cancellation));
        Assert.Empty(await stranger.Watched("sandbox", null, "", 10, Cancellation));
        Assert.Null(await stranger.Resumed("service", "mine", Cancellation));
    }

    [Fact]
    public async Task The_document_of_the_real_grain_fills_every_column()
    {
        var request = new CreatePaymentIntent { Price = new(100m, "USD"), CryptoCode = "BTC" };
        var named = new NewIntent(new("real", "CC-1001"), "pi", "attempt", new("salt"), "btcpay-eu")
        {
            ResumeCode = new ResumeCode(new("482917"), "digest"),
        };
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1_795_396_369_123);
        var document = new PaymentIntentDocument { NextDue = at.AddSeconds(40), ActionRequired = "review" }
            .After(new Event.IntentRequested(request, named, at), "tester");
        await silo.Storage.WriteStateAsync(
            "state", GrainId.Create("payment-intent", "real/CC-1001"), new GrainState<PaymentIntentDocument>(document));

        Assert.Equal(
            "real|CC-1001|Requested|1795396369123|btcpay-eu|1795396409123|review|digest",
            silo.Database.Scalar(
                """
                SELECT concat_ws('|', merchant, order_id, status, created_at, account, next_due,
                                 action_required, resume_digest)
                  FROM grain_state WHERE grain_key = 'real/CC-1001'
                """));
        var filter = new IndexFilter("real", PaymentIntentStatus.Requested, at, "review");
        var row = Assert.Single(await Index.List(filter, null, 10, Cancellation));
        var read = await silo.Services.GetRequiredService<SealedRows>().Open(row.Cursor.Key, row.Payload, Cancellation);
        Assert.Equal(document.Intent!.Salt, read.Intent!.Salt);
    }

    private async Task Write(string grainType, string key, string json) => await silo.Storage.WriteStateAsync(
        grainType, GrainId.Create("payment-intent", key), new GrainState<JsonNode?>(JsonNode.Parse(json)));

    private async Task Write(params Document[] documents)
    {
        foreach (var document in documents)
            await silo.Storage.Write(document);
    }

    private async Task<IEnumerable<string>> Keys(
        string? merchant, PaymentIntentStatus? status = null, DateTimeOffset? from = null,
        string actionRequired = "") =>
        (await Index.List(new IndexFilter(merchant, status, from, actionRequired), null, 1000, Cancellation))
            .Select(row => row.Cursor.Key);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private async Task<IEnumerable<string>> KeysOf(IndexFilter filter) =>
        (await Index.List(filter, null, 100, Cancellation)).Select(row => row.Cursor.Key);
}
