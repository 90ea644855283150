using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace CryptoPay.Sandbox.Tests.Genesys;

public sealed class GenesysFaultTests
{
    [Theory]
    [InlineData(400, "bad.request")]
    [InlineData(401, "bad.credentials")]
    [InlineData(403, "missing.permissions")]
    [InlineData(404, "not.found")]
    [InlineData(409, "pre.check.failed")]
    [InlineData(429, "too.many.requests.retry.after")]
    [InlineData(502, "internal.server.error")]
    [InlineData(503, "service.unavailable")]
    [InlineData(504, "gateway.timeout")]
    public async Task A_failing_call_changes_nothing_and_the_next_one_does(int status, string code)
    {
        await using var desk = await GenesysDesk.Open();
        await desk.SetFault($$"""{"on":"workitem","fail":"{{status}}","times":1}""");

        var answer = await desk.Patch("item-1", "AwaitingPayment");

        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Own("GET", "workitems/item-1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await desk.Patch("item-1", "AwaitingPayment")).Status);
    }

    [Fact]
    public async Task A_429_says_when_to_come_again_in_its_header_and_in_words()
    {
        await using var desk = await GenesysDesk.Open();
        await desk.SetFault("""{"on":"row","fail":"429","retryAfterSeconds":120}""");

        var answer = await desk.Call("POST", "flows/datatables/table-1/rows", """{"key":"k"}""");

        Assert.Equal("120", answer.Header("Retry-After"));
        Assert.EndsWith("Retry the request in [120] seconds", answer.Message);
    }

    [Fact]
    public async Task A_403_names_the_permission_that_is_missing()
    {
        await using var desk = await GenesysDesk.Open();
        await desk.SetFault("""{"on":"summary","fail":"403"}""");

        var answer = await desk.Call("PATCH", "casemanagement/cases/c/summary", """{"summary":"Paid"}""");

        Assert.EndsWith("caseManagement:caseSummary:edit", answer.Message);
    }

    [Theory]
    [InlineData("item-1", HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK)]
    [InlineData("5ab0c000-0000-4000-8000-000000000002", HttpStatusCode.ServiceUnavailable,
        HttpStatusCode.ServiceUnavailable)]
    [InlineData("item-3", HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task A_fault_is_for_calls_about_one_ID(string id, HttpStatusCode first, HttpStatusCode second)
    {
        await using var desk = await GenesysDesk.Open();
        await desk.SetFault($$"""{"id":"{{id}}","fail":"503"}""");

        Assert.Equal(first, (await desk.Patch("item-1", "AwaitingPayment")).Status);
        Assert.Equal(second, (await desk.Patch("item-2", "AwaitingPayment")).Status);
    }

    [Theory]
    [InlineData("reset-before", 0)]
    [InlineData("reset-after", 1)]
    public async Task A_lost_connection_leaves_the_message_unsent_before_and_sent_after(string fail, int sent)
    {
        await using var desk = await GenesysDesk.Open();
        await desk.SetFault($$"""{"on":"message","fail":"{{fail}}","times":1}""");

        var problem = await Assert.ThrowsAsync<HttpRequestException>(() => Message(desk));

        Assert.Equal(SocketError.ConnectionReset,
            Assert.IsType<SocketException>(problem.GetBaseException()).SocketErrorCode);
        Assert.Equal(sent, (await desk.Own("GET", "messages")).Body.GetArrayLength());
    }

    [Fact]
    public async Task A_slow_call_answers_when_its_time_has_come()
    {
        await using var desk = await GenesysDesk.Open();
        await desk.SetFault("""{"on":"message","slowBeforeMs":3000,"slowAfterMs":4000}""");
        var call = Message(desk);

        Assert.Equal(3, await desk.Sandbox.Clock.NextWait());
        Assert.Equal(0, (await desk.Own("GET", "messages")).Body.GetArrayLength());
        desk.Sandbox.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(4, await desk.Sandbox.Clock.NextWait());
        Assert.Equal(1, (await desk.Own("GET", "messages")).Body.GetArrayLength());
        desk.Sandbox.Clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(HttpStatusCode.Accepted, (await call).Status);
    }

    [Fact]
    public async Task A_token_can_be_refused_on_request()
    {
        await using var desk = await GenesysDesk.Open();
        await desk.SetFault("""{"on":"token","fail":"503","times":1}""");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await desk.AskForToken()).Status);
        Assert.Equal(HttpStatusCode.OK, (await desk.AskForToken()).Status);
    }

    [Fact]
    public async Task A_fault_of_a_processor_leaves_Genesys_Cloud_alone()
    {
        await using var desk = await GenesysDesk.Open();
        await desk.Sandbox.SetFault("""{"fail":"500"}""");

        Assert.Equal(HttpStatusCode.OK, (await desk.Patch("item-1", "AwaitingPayment")).Status);
    }

    [Theory]
    [InlineData("""{"on":"create"}""", "on")]
    [InlineData("""{"fail":"418"}""", "fail")]
    [InlineData("""{"id":null}""", "id")]
    [InlineData("""{"times":-1}""", "times")]
    [InlineData("""{"slowBeforeMs":600001}""", "slowBeforeMs")]
    [InlineData("""{"orderId":"x"}""", "orderId")]
    public async Task A_bad_fault_is_refused_by_the_name_of_its_field(string fault, string field)
    {
        await using var desk = await GenesysDesk.Open();

        var answer = await desk.Own("PUT", "faults", fault);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith(field + " ", answer.Body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Faults_are_shown_and_cleared()
    {
        await using var desk = await GenesysDesk.Open();
        await desk.SetFault("""{"on":"workitem","id":"item-1","fail":"503"}""");
        await desk.Own("POST", "faults", """{"on":"row","fail":"429"}""");

        var shown = (await desk.Own("GET", "faults")).Body.EnumerateArray()
            .Select(fault => (fault.GetProperty("on").GetString(), fault.GetProperty("id").GetString()));
        Assert.Equal([("workitem", "item-1"), ("row", "")], shown);

        Assert.Equal("[]", (await desk.Own("DELETE", "faults")).Text);
        Assert.Equal(HttpStatusCode.OK, (await desk.Patch("item-1", "AwaitingPayment")).Status);
    }

    private static Task<Answer> Message(GenesysDesk desk) => desk.Call(
        "POST", "conversations/messages/agentless", JsonSerializer.Serialize(
            new { toAddressMessengerType = "sms", fromAddress = "+1", toAddress = "+2", textBody = "It arrived." }));
}
