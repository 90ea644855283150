using System.Globalization;
using System.Text.Json.Nodes;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.Conformance;

namespace CryptoPay.Processors.Tests.BitPay;

public sealed class BitPayListingConformanceTests : ListingConformance
{
    protected override IReadOnlyDictionary<string, string?> Settings => BitPayDialect.Settings;

    protected override string InvoiceId => BitPayDialect.InvoiceId;

    protected override IEnumerable<string> Statuses =>
    [
        "new", "new/paidPartial/20000", "paid/false/40000", "confirmed/false/39853", "complete/paidOver/50000",
        "complete/false/4000", "expired/paidPartial/20000", "expired/cancelled/0", "invalid/false/40000",
    ];

    protected override (Answer.Says Answer, string Code) Forbidden =>
        (new(403, """{"error":{"type":"unauthorized","message":"This token may not do that"}}"""), "http_403");

    protected override string NeededMember => "price";

    protected override Answer EndlessPage =>
        new Answer.Streams(() => new EndlessStream("""{"facade":"merchant/invoice","data":[{}""", ",{}"));

    protected override JsonObject Row(KeptInvoice invoice)
    {
        var status = invoice.Status is "" ? "new" : invoice.Status;
        var row = JsonNode.Parse(BitPayDialect.InvoiceInWords(invoice.Request, status))!.AsObject();
        (row["id"], row["invoiceTime"]) = (invoice.Id, invoice.CreatedAt.ToUnixTimeMilliseconds());
        return row;
    }

    protected override string ReadJson(JsonObject row) => BitPayDialect.Answer(row.ToJsonString());

    // Somewhere west of us, and without the last day.
    protected override bool IsAskedFor(HttpCall call, DateTimeOffset createdAt)
    {
        var day = DateOnly.FromDateTime(createdAt.ToOffset(TimeSpan.FromHours(13)).DateTime);
        return Date(call, "dateStart") <= day && day < Date(call, "dateEnd");
    }

    protected override string ListJson(HttpCall call, IReadOnlyList<JsonNode?> rows, int atOnce) =>
        BitPayDialect.Answer(new JsonArray([.. From(rows, Number(call, "offset"),
            Math.Min(atOnce, Number(call, "limit")))]).ToJsonString());

    [Fact]
    public async Task A_page_names_days_on_either_side_of_the_window()
    {
        Rig.Server.Answers(new Answer.Says(200, BitPayDialect.Answer("[]")));

        await Rig.Listing.ListInvoices(Window, "40", Cancellation);

        Assert.Equal($"/invoices?token={BitPayDialect.MerchantToken}&dateStart=2026-11-21&dateEnd=2026-11-25"
            + "&limit=20&offset=40", Assert.Single(Rig.Server.Calls).PathAndQuery);
        Assert.True(Rig.Listing.CanList);
    }

    [Fact]
    public async Task Without_the_merchant_facade_nothing_is_listed_and_nothing_is_asked()
    {
        using var rig = new ProcessorRig(BitPayDialect.PosSettings);

        Assert.False(rig.Listing.CanList);
        Assert.Equal(new ProcessorResult<ListedPage>.Refused("merchant_facade_required", IsOfSettings: true),
            await rig.Listing.ListInvoices(Window, continueAt: null, Cancellation));
        Assert.Empty(rig.Server.Calls);
    }

    private static ListingWindow Window { get; } =
        new(new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero), new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));

    private static DateOnly Date(HttpCall call, string name) =>
        DateOnly.ParseExact(Asked(call, name)!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int Number(HttpCall call, string name) =>
        int.Parse(Asked(call, name)!, CultureInfo.InvariantCulture);
}
