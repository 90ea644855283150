using System.Net;

namespace CryptoPay.Sandbox.Tests.Genesys;

public sealed class ConversationTests
{
    private const string Attributes = "conversations/call-1/participants/customer-1/attributes";

    [Fact]
    public async Task Attributes_are_merged_by_key_for_the_participant_alone()
    {
        await using var desk = await GenesysDesk.Open();

        var first = await desk.Call("PATCH", Attributes, """{"attributes":{"status":"Awaiting Payment","due":"10"}}""");
        await desk.Call("PATCH", Attributes, """{"attributes":{"status":"Payment Confirming"}}""");

        Assert.Equal((HttpStatusCode.Accepted, ""), (first.Status, first.Text));
        var people = (await desk.Call("GET", "conversations/call-1")).Body.GetProperty("participants");
        Assert.Equal(
            [("customer", "{}"), ("agent", "{}"), ("customer", """{"status":"Payment Confirming","due":"10"}""")],
            people.EnumerateArray().Select(one =>
                (one.GetProperty("purpose").GetString()!, one.GetProperty("attributes").GetRawText())));
    }

    [Fact]
    public async Task After_the_caller_hung_up_attributes_are_accepted_and_lost()
    {
        await using var desk = await GenesysDesk.Open();
        await desk.Call("PATCH", Attributes, """{"attributes":{"status":"Awaiting Payment"}}""");
        await desk.Own("POST", "conversations/call-1/hang-up");
        var before = await desk.ChangesOf("conversations/call-1");

        var late = await desk.Call("PATCH", Attributes, """{"attributes":{"status":"Payment Confirming"}}""");

        Assert.Equal(HttpStatusCode.Accepted, late.Status);
        Assert.Equal(before, await desk.ChangesOf("conversations/call-1"));
        Assert.Equal(
            "2026-11-23T12:00:00.000Z",
            (await desk.Call("GET", "conversations/call-1")).Body.GetProperty("endTime").GetString());
    }

    [Fact]
    public async Task A_forgotten_conversation_is_not_found()
    {
        await using var desk = await GenesysDesk.Open();
        await desk.Own("POST", "conversations/call-1/hang-up?forgotten=true");

        Assert.Equal(HttpStatusCode.NotFound, (await desk.Call("GET", "conversations/call-1")).Status);
        Assert.Equal(
            HttpStatusCode.NotFound, (await desk.Call("PATCH", Attributes, """{"attributes":{"a":"b"}}""")).Status);
    }

    [Fact]
    public async Task Each_message_is_shown_with_what_the_customer_reads()
    {
        await using var desk = await GenesysDesk.Open();
        const string Message = """
            {"toAddressMessengerType":"sms","fromAddress":"+15005550006","toAddress":"+15005550001","textBody":"Paid."}
            """;

        var sent = await desk.Call("POST", "conversations/messages/agentless", Message);
        await desk.Call("POST", "conversations/messages/agentless", Message);

        Assert.Equal(HttpStatusCode.Accepted, sent.Status);
        var shown = (await desk.Own("GET", "messages")).Body;
        Assert.Equal(
            [("+15005550001", "Paid."), ("+15005550001", "Paid.")],
            shown.EnumerateArray().Select(message =>
                (message.GetProperty("toAddress").GetString()!, message.GetProperty("textBody").GetString()!)));
        Assert.Equal(sent.Body.GetProperty("id").GetString(), shown[1].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("""{"toAddressMessengerType":"sms","fromAddress":"f","textBody":"t"}""",
        "toAddress or externalContactId is missing.")]
    [InlineData("""{"toAddressMessengerType":"sms","fromAddress":"f","toAddress":"t"}""",
        "textBody or messagingTemplate is missing.")]
    public async Task A_message_to_nobody_or_about_nothing_is_refused(string message, string mistake)
    {
        await using var desk = await GenesysDesk.Open();

        var answer = await desk.Call("POST", "conversations/messages/agentless", message);

        Assert.Equal((HttpStatusCode.BadRequest, mistake), (answer.Status, answer.Message));
        Assert.Equal(0, (await desk.Own("GET", "messages")).Body.GetArrayLength());
    }
}
