using CryptoPay.Genesys.Sinks;
using CryptoPay.Genesys.Tests.WorkItems;
using CryptoPay.Processors.Tests;

namespace CryptoPay.Genesys.Tests.Checks;

/// <summary>What a person reads before the first order.</summary>
public sealed class CheckTests
{
    private readonly ScriptedItem item = new ScriptedItem()
        .With("s-open", "Open", "s-done")
        .With("s-waiting", "Waiting", "s-open")
        .With("s-done", "Closed", "s-waiting")
        .With("s-expired", "Closed", "s-alone")
        .With("s-alone", "Closed", "s-expired");

    [Fact]
    public async Task Statuses_and_ways_that_are_missing_are_named_by_their_words()
    {
        using var rig = new GenesysRig(
            ("Statuses:PaymentRequested", "s-open"), ("Statuses:AwaitingPayment", "s-waiting"),
            ("Statuses:Complete", "s-done"), ("Statuses:Expired", "s-expired"), ("Statuses:Failed", "s-gone"));
        rig.Api = item.Answer;

        var said = await rig.Check(new CheckedItems(WorkTypeId: "wt-1"));

        Assert.Contains("Fault: The work type has no status with the ID of Genesys:default:Statuses:Failed.", said);
        Assert.Contains("Fault: No transition leads to AwaitingPayment from PaymentRequested: allow one in the work "
            + "type.", said);
        Assert.Contains("Fault: No transition leads to Expired from AwaitingPayment, PaymentRequested: allow one in "
            + "the work type.", said);
        Assert.Contains(said, line => line.StartsWith("Note: No transition leads to Complete from Expired.",
            StringComparison.Ordinal));
        Assert.Contains(said, line => line.StartsWith("Note: No status is set for AdditionalFundsRequired, Cancelled,",
            StringComparison.Ordinal));
        Assert.Equal(["GET /api/v2/taskmanagement/worktypes/wt-1/statuses"], rig.Told);
    }

    [Fact]
    public async Task Statuses_that_were_swapped_are_named_and_one_that_stands_for_two_is_not()
    {
        using var rig = new GenesysRig(
            ("Statuses:Complete", "Payment Expired"), ("Statuses:Expired", "Payment Status: Complete"),
            ("Statuses:Refunded", "Payment Refunded"), ("Statuses:PartlyRefunded", "Payment Refunded"));
        rig.Api = new ScriptedItem().With("Payment Expired", "Closed").With("Payment Status: Complete", "Closed")
            .With("Payment Refunded", "Closed").Answer;

        var said = await rig.Check(new CheckedItems(WorkTypeId: "wt-1"));

        Assert.Equal(
            ["Fault: Genesys:default:Statuses:Complete is the ID of the status Payment Expired: an item would show "
                + "what is not so.",
            "Fault: Genesys:default:Statuses:Expired is the ID of the status Payment Status: Complete: an item would "
                + "show what is not so."],
            said.Where(line => line.StartsWith("Fault", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_real_work_item_shows_which_fields_it_has()
    {
        using var rig = new GenesysRig();
        rig.Api = item.Answer;
        await rig.Deliver("workitem", Orders.Paid);
        item.Fields.Remove("paymentcoin_text");

        var said = await rig.Check(new CheckedItems(WorkItemId: "wi-7"));

        Assert.Contains("Good: The work item is there.", said);
        Assert.Contains(said, line => line.StartsWith(
            "Note: The work item does not show paymentcoin_text. ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Columns_that_are_missing_are_named()
    {
        using var rig = new GenesysRig(("Sinks:0", "row"), ("DataTableId", "table-1"));
        rig.Api = _ => GenesysRig.Json("""{"id":"table-1","schema":{"properties":{"key":{},"caseStatus":{}}}}""");

        Assert.Contains("Fault: The data table has no column outcome, actionRequired, amount, amountPaid, amountDue, "
            + "amountRefunded, isoCode, cryptoCode, paymentIntentId, settledAt: add each as a string.", await rig.Check());
    }

    [Theory]
    [InlineData("row", "The data table (DataTableId)", "architect:datatable:view")]
    [InlineData("comment", "The list of the case's comments", "caseManagement:comment:view")]
    [InlineData("workitem", "The work item", "workitems:workitem:view")]
    public async Task A_permission_that_is_missing_is_named(string sink, string what, string permission)
    {
        using var rig = new GenesysRig(("Sinks:0", sink), ("DataTableId", "table-1"));
        rig.Api = _ => GenesysRig.Error(403, "missing.permissions");

        Assert.Contains(
            $"Fault: {what} is not shown to us (missing.permissions): give the client's role {permission}.",
            await rig.Check(new CheckedItems(WorkItemId: "wi-7", CaseId: "case-7")));
    }

    [Fact]
    public async Task What_only_a_change_would_show_is_named_and_nothing_is_changed()
    {
        using var rig = new GenesysRig(
            [("DataTableId", "t"), ("FlowId", "f"), ("MessageFrom", "m"), ("MessengerType", "sms"),
            .. GenesysSinks.All.Where(sink => sink.IsThereUnnamed is null)
                .Select((sink, i) => ($"Sinks:{i}", (string?)sink.Name))]);
        rig.Api = call => call.PathAndQuery.Contains("workitem") || call.PathAndQuery.Contains("worktype")
            ? item.Answer(call)
            : GenesysRig.Json("{}");

        var said = await rig.Check(new CheckedItems("wi-7", "wt-1", "case-7"));

        Assert.All(rig.Told, call => Assert.StartsWith("GET ", call));
        Assert.All(GenesysSinks.All, sink => Assert.Contains(
            said, line => line.StartsWith($"Note: {sink.Name} needs ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_gets_no_token_is_asked_nothing_more()
    {
        using var rig = new GenesysRig();
        rig.LogIn = _ => new Answer.Says(401, "");

        Assert.StartsWith("Fault: The tenant gives us no token (http_401): compare ", Assert.Single(await rig.Check()));
        Assert.Empty(rig.Told);
    }
}
