using CryptoPay.Sandbox.Genesys.Contract;

namespace CryptoPay.Sandbox.Tests.Genesys;

public sealed class ContractTests
{
    private const string Item = "/api/v2/taskmanagement/workitems/item-1";

    [Theory]
    [InlineData("PATCH", Item, """{"statusId":"s","priority":5,"customFields":{"a_text":"x","b_checkbox":true}}""")]
    [InlineData("PATCH", Item, """{"customFields":{},"dateDue":"2026-11-28T15:00:00.000Z"}""")]
    [InlineData("get", Item + "?expands=type,status", "")]
    [InlineData("POST", Item + "/terminate", "")]
    [InlineData("PUT", "/api/v2/flows/datatables/t/rows/CC%2F1", """{"key":"CC/1","anything":1}""")]
    [InlineData("GET", "/api/v2/casemanagement/cases/c/comments?pageSize=5&sortOrder=asc", "")]
    [InlineData("POST", "/api/v2/conversations/messages/agentless",
        """{"toAddressMessengerType":"webmessaging","fromAddress":"f","externalContactId":"e","textBody":"t"}""")]
    public void A_request_that_keeps_the_contract_has_no_mistake(string method, string path, string body) =>
        Assert.Equal([], GenesysContract.MistakesInRequest(method, path, body));

    [Theory]
    [InlineData("DELETE", Item, "", $"DELETE {Item} is no call of the contract.")]
    [InlineData("PATCH", Item, "", "the body is missing.")]
    [InlineData("GET", Item, "{}", "the body is not expected.")]
    [InlineData("PATCH", Item, "{", "the body is not JSON.")]
    [InlineData("PATCH", Item, "[]", "the body must be an object.")]
    [InlineData("PATCH", Item, """{"statusID":"s"}""", "statusID is not in the contract.")]
    [InlineData("PATCH", Item, """{"statusId":7}""", "statusId must be a string.")]
    [InlineData("PATCH", Item, """{"statusId":null}""", "statusId must be a string.")]
    [InlineData("PATCH", Item, """{"priority":1.5}""", "priority must be an integer.")]
    [InlineData("PATCH", Item, """{"skillIds":["a",2]}""", "skillIds[1] must be a string.")]
    [InlineData("PATCH", Item, """{"dateDue":"tomorrow"}""", "dateDue must be a time as ISO 8601 has it.")]
    [InlineData("PATCH", Item, """{"name":"ab"}""", "name must have at least 3 characters.")]
    [InlineData("GET", Item + "?expand=type", "", "expand is not in the contract.")]
    [InlineData("GET", "/api/v2/casemanagement/cases/c/comments?pageSize=x", "", "pageSize must be an integer.")]
    [InlineData("GET", "/api/v2/casemanagement/cases/c/comments?sortOrder=up", "",
        "sortOrder must be one of asc, desc.")]
    [InlineData("POST", "/api/v2/flows/executions", "{}", "flowId is missing.")]
    [InlineData("PATCH", "/api/v2/conversations/c/participants/p/attributes", """{"attributes":{"isPaid":true}}""",
        "attributes.isPaid must be a string.")]
    [InlineData("POST", "/api/v2/conversations/messages/agentless",
        """{"toAddressMessengerType":"pigeon","fromAddress":"f"}""",
        "toAddressMessengerType must be one of sms, whatsapp, open, webmessaging, apple.")]
    public void A_mistake_is_named_in_words(string method, string path, string body, string mistake) =>
        Assert.Equal([mistake], GenesysContract.MistakesInRequest(method, path, body));

    [Fact]
    public void A_text_that_is_too_long_is_a_mistake() => Assert.Equal(
        ["content must have at most 4096 characters."],
        GenesysContract.MistakesInRequest("POST", "/api/v2/casemanagement/cases/c/comments",
            $$"""{"content":"{{new string('x', 4097)}}"}"""));

    [Fact]
    public void What_an_answer_may_hold_a_request_may_not()
    {
        const string Body = """{"id":"item-1","customFields":{}}""";

        Assert.Equal([], GenesysContract.MistakesInAnswer("GET", Item, 200, Body));
        Assert.Equal(["id is not in the contract."], GenesysContract.MistakesInRequest("PATCH", Item, Body));
    }

    [Theory]
    [InlineData(200, """{"statusCategory":"Done"}""",
        "statusCategory must be one of Open, InProgress, Waiting, Closed, Unknown.")]
    [InlineData(200, "<html>", "the body is not JSON.")]
    [InlineData(409, """{"code":409}""", "code must be a string.")]
    public void An_answer_is_held_to_its_own_schema(int status, string body, string mistake) =>
        Assert.Equal([mistake], GenesysContract.MistakesInAnswer("GET", Item, status, body));
}
