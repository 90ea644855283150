using System.Text.Json.Nodes;
using CryptoPay.Payments.Cases;
using CryptoPay.Processors.Tests;
using Delivered = CryptoPay.Payments.Cases.DeliveryResult.Delivered;
using NotFound = CryptoPay.Payments.Cases.DeliveryResult.NotFound;
using Refused = CryptoPay.Payments.Cases.DeliveryResult.Refused;
using Unavailable = CryptoPay.Payments.Cases.DeliveryResult.Unavailable;

namespace CryptoPay.Genesys.Tests.Sinks;

/// <summary>What a case of case management shows: a summary, and a comment for each revision.</summary>
public sealed class CaseTests : IDisposable
{
    private const string Line =
        "Payment CC-1001: Payment Status: Complete. Paid 100.00 of 100.00 USD, due 0.00, refunded 0.00.";

    private readonly GenesysRig rig = new(("Sinks:0", "summary"), ("Sinks:1", "comment"));
    private readonly List<string> comments = [];
    private int pageSize = 100;

    public CaseTests() => rig.Api = Case;

    [Fact]
    public async Task The_summary_is_one_line()
    {
        Assert.Equal(new Delivered(), await rig.Deliver("summary", Orders.Paid));

        Assert.Equal(
            [$"PATCH /api/v2/casemanagement/cases/case-7/summary {{\"summary\":\"{Line}\"}}"], rig.Told);
    }

    [Fact]
    public async Task A_case_that_takes_no_summary_any_more_is_refused()
    {
        rig.Api = _ => GenesysRig.Error(409, "case.closed");

        Assert.Equal(new Refused("case.closed"), await rig.Deliver("summary", Orders.Paid));
    }

    [Fact]
    public async Task A_comment_says_what_happened_and_which_revision_it_is()
    {
        var update = rig.UpdateOf("comment", Orders.Paid);

        Assert.Equal(new Delivered(), await rig.Deliver("comment", Orders.Paid));

        Assert.Equal([$"{Line} (revision 3, {update.DeliveryId})"], comments);
    }

    [Fact]
    public async Task One_whose_answer_was_lost_is_found_and_another_revision_is_not()
    {
        rig.Api = call =>
        {
            Case(call);
            rig.Api = Case;
            return new Answer.Lost();
        };
        Assert.Equal(new Unavailable("connection_lost"), await rig.Deliver("comment", Orders.Paid));

        Assert.Equal(new Delivered(), await Find(Orders.Paid));
        Assert.Equal(new NotFound(), await Find(Orders.Paid with { CaseRevision = 4 }));
    }

    [Fact]
    public async Task All_pages_are_looked_through_before_nothing_was_found()
    {
        pageSize = 2;
        await rig.Deliver("comment", Orders.Paid);
        comments.AddRange(["a person's", "another", "and one more", "the last"]);

        Assert.Equal(new Delivered(), await Find(Orders.Paid));
        Assert.Equal(3, rig.Told.Count(call => call.StartsWith("GET", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_list_that_does_not_end_is_no_answer()
    {
        rig.Api = _ => GenesysRig.Json(
            """{"entities":[],"nextUri":"/api/v2/casemanagement/cases/case-7/comments?after=again"}""");

        Assert.Equal(new Refused("too_many_comments"), await Find(Orders.Paid));
    }

    [Theory]
    [InlineData("""{"entities":[],"nextUri":"/somewhere"}""", "nonsense")]
    [InlineData("<html>", "nonsense")]
    public async Task A_list_that_was_not_seen_as_a_whole_is_no_answer(string page, string code)
    {
        rig.Api = _ => GenesysRig.Json(page);

        Assert.Equal(new Unavailable(code), await Find(Orders.Paid));
    }

    [Theory]
    [InlineData("summary")]
    [InlineData("comment")]
    public void Without_a_case_there_is_nothing_to_tell(string sink)
    {
        var order = Orders.Paid;

        Assert.Empty(rig.Sink(sink).NoticesOf(order with { Metadata = order.Metadata.Remove("caseId") }));
    }

    public void Dispose() => rig.Dispose();

    private Task<DeliveryResult> Find(Payments.PaymentIntents.PaymentIntent order) => rig.Elapse(
        Assert.IsType<ISearchableCaseSink>(rig.Sink("comment"), exactMatch: false)
            .Find(rig.UpdateOf("comment", order), CancellationToken.None));

    /// <summary>The newest first, a page at a time.</summary>
    private Answer Case(HttpCall call)
    {
        if (call.Method == HttpMethod.Post) comments.Add((string)JsonNode.Parse(call.Body)!["content"]!);
        if (call.Method != HttpMethod.Get) return GenesysRig.Json("{}");
        var from = call.PathAndQuery.Split("after=") is [_, var after] ? int.Parse(after) : 0;
        var page = comments.AsEnumerable().Reverse().Skip(from).Take(pageSize).ToList();
        return GenesysRig.Json(new JsonObject
        {
            ["entities"] = new JsonArray([.. page.Select(one => new JsonObject { ["content"] = one })]),
            ["nextUri"] = from + page.Count < comments.Count
                ? $"/api/v2/casemanagement/cases/case-7/comments?pageSize=2&after={from + page.Count}"
                : null,
        }.ToJsonString());
    }
}
