using System.Globalization;
using System.Text.Json.Nodes;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.Conformance;

namespace CryptoPay.Processors.Tests.CoinbaseCommerce;

public sealed class CoinbaseCommerceListingConformanceTests : ListingConformance
{
    protected override IReadOnlyDictionary<string, string?> Settings => CoinbaseCommerceDialect.Settings;

    protected override string InvoiceId => CoinbaseCommerceDialect.ChargeId;

    /// <summary>timeline, or timeline+amount of the one payment.</summary>
    protected override IEnumerable<string> Statuses =>
    [
        "NEW", "NEW,PENDING+10.50", "NEW,COMPLETED+10.50", "NEW,COMPLETED", "NEW,RESOLVED", "NEW,EXPIRED",
        "NEW,CANCELED", "NEW,UNRESOLVED/UNDERPAID+1.00", "NEW,UNRESOLVED/DELAYED+10.50", "NEW,UNRESOLVED/UNDERPAID,REFUNDED+1.00",
    ];

    protected override (Answer.Says Answer, string Code) Forbidden =>
        (new(403, """{"error":{"type":"permission_error","message":"No"}}"""), "forbidden");

    protected override string NeededMember => "pricing";

    protected override Answer EndlessPage => new Answer.Streams(() => new EndlessStream("""{"data":[{}""", ",{}"));

    protected override JsonObject Row(KeptInvoice invoice)
    {
        var words = (invoice.Status is "" ? "NEW" : invoice.Status).Split('+');
        var payments = words.Length > 1 ? $"[{CoinbaseCommerceDialect.PaymentJson(words[1])}]" : "[]";
        var row = JsonNode.Parse(CoinbaseCommerceDialect.ChargeJson(invoice.Request, words[0], payments))!.AsObject();
        (row["id"], row["created_at"]) = (invoice.Id, invoice.CreatedAt.ToString("O", CultureInfo.InvariantCulture));
        return row;
    }

    protected override string ReadJson(JsonObject row) => CoinbaseCommerceDialect.Answer(row.ToJsonString());

    // It takes no times.
    protected override bool IsAskedFor(HttpCall call, DateTimeOffset createdAt) => true;

    protected override string ListJson(HttpCall call, IReadOnlyList<JsonNode?> rows, int atOnce)
    {
        var after = Asked(call, "starting_after");
        var left = after is null ? rows : [.. rows.SkipWhile(row => IdOf(row) != after).Skip(1)];
        // Where the last row has no ID, nothing says where the list goes on.
        var taken = left.Count > atOnce
            ? Enumerable.Range(atOnce, left.Count - atOnce).First(count => IdOf(left[count - 1]) != "")
            : atOnce;
        return CoinbaseCommerceDialect.List(left.Count > taken ? "/charges?more" : null,
            [.. From(left, 0, taken).Select(row => row?.ToJsonString() ?? "null")]);
    }

    [Fact]
    public async Task The_list_is_followed_from_the_newest_charge_back_to_the_start_of_the_window()
    {
        Rig.Server.Answers(
            Page("newer", new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero)), Page("in", Window.From.AddHours(10)),
            Page("older", Window.From.AddSeconds(-1)));

        var newer = await Page(null);
        var within = await Page(newer.Next);
        var older = await Page(within.Next);

        Assert.Equal((0, 1, 0), (newer.Invoices.Length, within.Invoices.Length, older.Invoices.Length));
        Assert.Equal(("newer", "in", null), (newer.Next, within.Next, older.Next));
        Assert.Equal(["/charges?limit=100&order=desc", "/charges?limit=100&order=desc&starting_after=newer",
            "/charges?limit=100&order=desc&starting_after=in"], Rig.Server.Calls.Select(call => call.PathAndQuery));
    }

    [Fact]
    public async Task A_page_without_charges_that_has_a_next_one_is_no_end()
    {
        Rig.Server.Answers(new Answer.Says(200, CoinbaseCommerceDialect.List("/charges?more")));

        Assert.IsType<ProcessorResult<ListedPage>.Nonsense>(
            await Rig.Listing.ListInvoices(Window, continueAt: null, Cancellation));
    }

    private static ListingWindow Window { get; } =
        new(new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero), new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));

    private Answer Page(string id, DateTimeOffset createdAt) => new Answer.Says(200, CoinbaseCommerceDialect.List(
        "/charges?more", Row(new KeptInvoice(id, Request, createdAt)).ToJsonString()));

    private async Task<ListedPage> Page(string? continueAt) => Assert.IsType<ProcessorResult<ListedPage>.Found>(
        await Rig.Listing.ListInvoices(Window, continueAt, Cancellation)).Value;

    private static string IdOf(JsonNode? row) => row is JsonObject charge ? (string?)charge["id"] ?? "" : "";
}
