using System.Net;
using CryptoPay.Sandbox.Genesys.Tenant;

namespace CryptoPay.Sandbox.Tests.Genesys;

public sealed class WorkItemTests
{
    private const string Item = "taskmanagement/workitems/item-1";

    [Fact]
    public async Task An_item_is_there_once_its_ID_is_seen()
    {
        await using var desk = await GenesysDesk.Open();
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Own("GET", "workitems/item-1")).Status);

        var item = (await desk.Call("GET", $"{Item}?expands=type,status")).Body;

        Assert.Equal("Payment Requested", item.GetProperty("status").GetProperty("name").GetString());
        Assert.Equal(SandboxWorktype.Id, item.GetProperty("type").GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.OK, (await desk.Own("GET", "workitems/item-1")).Status);
    }

    [Fact]
    public async Task An_item_that_is_made_has_an_ID_of_its_own_and_is_changed_as_any()
    {
        await using var desk = await GenesysDesk.Open();

        var made = await desk.Call("POST", "taskmanagement/workitems",
            $$"""{"name":"Crypto payment CC-1","typeId":"{{SandboxWorktype.Id}}"}""");
        var id = made.Body.GetProperty("id").GetString();
        await desk.Call("PATCH", $"taskmanagement/workitems/{id}", """{"customFields":{"order_text":"CC-1"}}""");

        var item = (await desk.Call("GET", $"taskmanagement/workitems/{id}?expands=status")).Body;
        Assert.Equal("Crypto payment CC-1", item.GetProperty("name").GetString());
        Assert.Equal("Payment Requested", item.GetProperty("status").GetProperty("name").GetString());
        Assert.Equal("CC-1", item.GetProperty("customFields").GetProperty("order_text").GetString());
    }

    [Theory]
    [InlineData("""{"name":"Crypto payment","typeId":"other"}""")]
    [InlineData("""{"name":"Crypto payment"}""")]
    [InlineData("""{"name":"","typeId":"5ab0c000-0000-4000-8000-000000000000"}""")]
    public async Task An_item_of_no_work_type_or_name_is_not_made(string asked)
    {
        await using var desk = await GenesysDesk.Open();

        Assert.Equal(HttpStatusCode.BadRequest, (await desk.Call("POST", "taskmanagement/workitems", asked)).Status);
        Assert.Equal("[]", (await desk.Own("GET", "workitems")).Text);
    }

    [Fact]
    public async Task An_ID_may_have_any_form()
    {
        await using var desk = await GenesysDesk.Open();

        var item = await desk.Call("GET", "taskmanagement/workitems/Item%20%231%3Fa=%C3%A9");

        Assert.Equal((HttpStatusCode.OK, "Item #1?a=é"), (item.Status, item.Body.GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task Custom_fields_are_merged_by_key_and_an_empty_object_clears_them()
    {
        await using var desk = await GenesysDesk.Open();

        await Fields(desk, """{"order_text":"CC-1","paid_checkbox":false}""");
        Assert.Equal(
            """{"order_text":"CC-1","paid_checkbox":true}""", await Fields(desk, """{"paid_checkbox":true}"""));
        Assert.Equal("""{"paid_checkbox":true}""", await Fields(desk, """{"order_text":null}"""));
        Assert.Equal("{}", await Fields(desk, "{}"));
    }

    [Theory]
    [InlineData("""{"customFields":{"order":"CC-1"}}""", "customFields.order is not in the worktype's schema")]
    [InlineData("""{"customFields":{"paid_checkbox":"yes"}}""", "customFields.paid_checkbox must be true or false")]
    [InlineData("""{"customFields":{"amount_number":"1"}}""", "customFields.amount_number must be a number")]
    [InlineData("""{"statusId":"other"}""", "statusId other is no status of the worktype")]
    [InlineData("""{"queueId":"q"}""", "The sandbox does not play the field queueId")]
    [InlineData("""{"status":"Closed"}""", "status is not in the contract")]
    public async Task An_update_that_is_wrong_changes_nothing(string update, string mistake)
    {
        await using var desk = await GenesysDesk.Open();

        var answer = await desk.Call("PATCH", Item, update);

        Assert.Equal((HttpStatusCode.BadRequest, "bad.request"), (answer.Status, answer.Code));
        Assert.StartsWith(mistake, answer.Message);
        await desk.Call("GET", Item);
        Assert.Empty(await desk.ChangesOf("workitems/item-1"));
    }

    [Fact]
    public async Task A_status_out_of_reach_is_a_conflict_and_its_fields_are_not_written_either()
    {
        await using var desk = await GenesysDesk.Open();

        var answer = await desk.Call("PATCH", Item,
            $$$"""{"customFields":{"a_text":"x"},"statusId":"{{{SandboxWorktype.Of("Complete").Id}}}"}""");

        Assert.Equal((HttpStatusCode.Conflict, "pre.check.failed"), (answer.Status, answer.Code));
        Assert.Equal(answer.Header("ININ-Correlation-Id"), answer.Body.GetProperty("contextId").GetString());
        Assert.Empty(await desk.ChangesOf("workitems/item-1"));
    }

    [Fact]
    public async Task The_page_shows_each_change_once_and_each_call()
    {
        await using var desk = await GenesysDesk.Open();
        await desk.Patch("item-1", "AwaitingPayment");
        await desk.Patch("item-1", "AwaitingPayment");
        await desk.Patch("item-1", "Complete");
        await desk.Patch("item-1", "PaymentConfirming");
        await desk.Patch("item-1", "Complete");

        var shown = (await desk.Own("GET", "workitems/item-1")).Body;

        Assert.Equal("Payment Status: Complete", shown.GetProperty("status").GetString());
        Assert.Equal("Closed", shown.GetProperty("statusCategory").GetString());
        Assert.Equal(
            [
                "status: Payment Requested -> Awaiting Payment", "status: Awaiting Payment -> Payment Confirming",
                "status: Payment Confirming -> Payment Status: Complete",
            ],
            await desk.ChangesOf("workitems/item-1"));
        Assert.Equal(
            [(200, 1), (200, 0), (409, 0), (200, 1), (200, 1)],
            shown.GetProperty("calls").EnumerateArray().Select(
                call => (call.GetProperty("status").GetInt32(), call.GetProperty("changes").GetInt32())));
    }

    [Fact]
    public async Task What_the_agent_closed_takes_fields_but_no_status()
    {
        await using var desk = await GenesysDesk.Open();
        var closed = (await desk.Own("POST", "workitems/item-1/close")).Body;

        Assert.Equal("Closed by agent", closed.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await desk.Patch("item-1", "Complete")).Status);
        Assert.Equal("""{"a_text":"x"}""", await Fields(desk, """{"a_text":"x"}"""));
    }

    [Fact]
    public async Task A_terminated_item_takes_nothing()
    {
        await using var desk = await GenesysDesk.Open();
        await desk.Own("POST", "workitems/item-1/status?name=Payment%20Expired");

        var open = await desk.Call("POST", $"{Item}/terminate",
            $$"""{"statusId":"{{SandboxWorktype.Of("AwaitingPayment").Id}}"}""");
        var terminated = await desk.Call("POST", $"{Item}/terminate");

        Assert.Equal("The status Awaiting Payment is not of the category Closed.", open.Message);
        Assert.Equal("Terminated", terminated.Body.GetProperty("assignmentState").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await desk.Call("PATCH", Item, """{"customFields":{}}""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await desk.Call("POST", $"{Item}/terminate")).Status);
    }

    [Fact]
    public async Task The_agent_sets_any_status_and_field()
    {
        await using var desk = await GenesysDesk.Open();

        await desk.Own("POST", "workitems/item-1/status?name=Payment%20Refunded");
        await desk.Own("POST", "workitems/item-1/fields", """{"a_text":"of the agent"}""");
        var unknown = await desk.Own("POST", "workitems/item-1/status?name=Gone");

        Assert.StartsWith("name must be one of Payment Requested, ", unknown.Body.GetProperty("detail").GetString());
        Assert.Equal(
            ["status: Payment Requested -> Payment Refunded", "customFields.a_text:  -> of the agent"],
            await desk.ChangesOf("workitems/item-1"));
    }

    private static async Task<string> Fields(GenesysDesk desk, string fields)
    {
        var answer = await desk.Call("PATCH", Item, $$"""{"customFields":{{fields}}}""");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Body.GetProperty("customFields").GetRawText();
    }
}
