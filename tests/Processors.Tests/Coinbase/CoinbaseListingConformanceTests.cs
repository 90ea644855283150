using System.Globalization;
using System.Text.Json.Nodes;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.Conformance;

namespace CryptoPay.Processors.Tests.Coinbase;

public sealed class CoinbaseListingConformanceTests : ListingConformance
{
    protected override string CryptoCode => "USDC";

    protected override IReadOnlyDictionary<string, string?> Settings => CoinbaseDialect.Settings;

    protected override string InvoiceId => CoinbaseDialect.CheckoutId;

    protected override IEnumerable<string> Statuses =>
        ["ACTIVE", "PROCESSING", "COMPLETED", "PARTIALLY_REFUNDED", "EXPIRED", "FAILED", "DEACTIVATED"];

    protected override (Answer.Says Answer, string Code) Forbidden =>
        (new(403, """{"errorType":"forbidden","errorMessage":"Missing scope"}"""), "forbidden");

    protected override string NeededMember => "amount";

    protected override Answer EndlessPage =>
        new Answer.Streams(() => new EndlessStream("""{"checkouts":[{}""", ",{}"));

    protected override JsonObject Row(KeptInvoice invoice)
    {
        var status = invoice.Status is "" ? "ACTIVE" : invoice.Status;
        var row = JsonNode.Parse(CoinbaseDialect.CheckoutJson(invoice.Request, status))!.AsObject();
        (row["id"], row["createdAt"]) = (invoice.Id, invoice.CreatedAt.ToString("O", CultureInfo.InvariantCulture));
        return row;
    }

    protected override string ReadJson(JsonObject row) => row.ToJsonString();

    protected override bool IsAskedFor(HttpCall call, DateTimeOffset createdAt) =>
        Time(call, "startTime") <= createdAt && createdAt <= Time(call, "endTime");

    // A token names the last row that was given: what is new moves nothing.
    protected override string ListJson(HttpCall call, IReadOnlyList<JsonNode?> rows, int atOnce)
    {
        var left = Asked(call, "pageToken") is { } token
            ? rows.Count - int.Parse(token, CultureInfo.InvariantCulture)
            : 0;
        var next = rows.Count - left - atOnce;
        return CoinbaseDialect.ListJson(next > 0 ? next.ToString(CultureInfo.InvariantCulture) : "",
            [.. From(rows, left, atOnce).Select(row => row?.ToJsonString() ?? "null")]);
    }

    [Fact]
    public async Task A_page_is_asked_for_by_times_and_by_the_token_of_the_one_before()
    {
        Rig.Server.Answers(new Answer.Says(200, CoinbaseDialect.ListJson("")));

        await Rig.Listing.ListInvoices(Window, "a&b", Cancellation);

        Assert.Equal($"{CoinbaseDialect.Checkouts}?pageSize=100&startTime=2026-11-22T00%3A00%3A00Z"
            + "&endTime=2026-11-23T00%3A00%3A01Z&pageToken=a%26b", Assert.Single(Rig.Server.Calls).PathAndQuery);
    }

    [Theory]
    [InlineData("a")]
    [InlineData(null)]
    public async Task A_token_that_leads_nowhere_is_nonsense(string? next)
    {
        Rig.Server.Answers(new Answer.Says(200, CoinbaseDialect.ListJson(next ?? new string('a', 1025), "{}")));

        Assert.IsType<ProcessorResult<ListedPage>.Nonsense>(await Rig.Listing.ListInvoices(Window, "a", Cancellation));
    }

    private static ListingWindow Window { get; } =
        new(new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero), new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));

    private static DateTimeOffset Time(HttpCall call, string name) =>
        DateTimeOffset.Parse(Asked(call, name)!, CultureInfo.InvariantCulture);
}
