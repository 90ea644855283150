using System.Globalization;
using System.Text.Json.Nodes;
using CryptoPay.Processors.Tests.Conformance;

namespace CryptoPay.Processors.Tests.BtcPay;

public sealed class BtcPayListingConformanceTests : ListingConformance
{
    protected override IReadOnlyDictionary<string, string?> Settings => BtcPayDialect.Settings;

    protected override string InvoiceId => BtcPayDialect.InvoiceId;

    protected override IEnumerable<string> Statuses =>
    [
        "New/None", "New/PaidPartial/1.00", "Processing/None/10.50", "Settled/None/10.50", "Settled/None/1.00",
        "Settled/PaidOver/21.00", "Settled/PaidOver/10.50", "Expired/PaidPartial/1.00", "Expired/PaidLate/10.50",
        "Invalid/Marked",
    ];

    protected override (Answer.Says Answer, string Code) Forbidden =>
        (Recording.Of("errors-403-missing-permission").AnswerTo("create with a view-only key"), "missing-permission");

    protected override string NeededMember => "paidAmount";

    protected override Answer EndlessPage => EndlessStream.ListOf("{}");

    // Its times are finer than what an invoice says.
    protected override JsonObject Row(KeptInvoice invoice)
    {
        var status = invoice.Status is "" ? "New/None" : invoice.Status;
        var row = JsonNode.Parse(BtcPayDialect.InvoiceJson(invoice.Request, status))!.AsObject();
        (row["id"], row["createdTime"]) = (invoice.Id, invoice.CreatedAt.ToUnixTimeSeconds());
        return row;
    }

    protected override string ReadJson(JsonObject row) => row.ToJsonString();

    protected override bool IsAskedFor(HttpCall call, DateTimeOffset createdAt) =>
        Seconds(call, "startDate") <= createdAt && createdAt <= Seconds(call, "endDate");

    protected override string ListJson(HttpCall call, IReadOnlyList<JsonNode?> rows, int atOnce) =>
        new JsonArray([.. From(rows, (int)Number(call, "skip"), Math.Min(atOnce, (int)Number(call, "take")))])
            .ToJsonString();

    [Fact]
    public async Task A_page_is_asked_for_with_archived_invoices_and_without_payment_methods()
    {
        Rig.Server.Answers(new Answer.Says(200, "[]"));

        var start = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
        await Rig.Listing.ListInvoices(new(start, start.AddDays(1)), "200", Cancellation);

        Assert.Equal($"{BtcPayDialect.StorePath}/invoices?startDate=1795305600&endDate=1795392001&includeArchived=true"
            + "&skip=200&take=100", Assert.Single(Rig.Server.Calls).PathAndQuery);
    }

    private static DateTimeOffset Seconds(HttpCall call, string name) =>
        DateTimeOffset.FromUnixTimeSeconds(Number(call, name));

    private static long Number(HttpCall call, string name) =>
        long.Parse(Asked(call, name)!, CultureInfo.InvariantCulture);
}
