using System.Net;

namespace CryptoPay.Sandbox.Tests.Genesys;

public sealed class RowTests
{
    private const string Table = "flows/datatables/table-1";
    private const string Row = $"{Table}/rows/CC%2F1";

    [Fact]
    public async Task A_row_is_made_once_and_then_replaced()
    {
        await using var desk = await GenesysDesk.Open();

        var early = await desk.Call("PUT", Row, """{"key":"CC/1","status":"Awaiting Payment"}""");
        await desk.Call("POST", $"{Table}/rows", """{"key":"CC/1","status":"Awaiting Payment","due":"10"}""");
        var twice = await desk.Call("POST", $"{Table}/rows", """{"key":"CC/1","status":"Payment Expired"}""");
        await desk.Call("PUT", Row, """{"status":"Payment Confirming"}""");
        await desk.Call("PUT", Row, """{"status":"Payment Confirming"}""");

        Assert.Equal(HttpStatusCode.NotFound, early.Status);
        Assert.Equal(HttpStatusCode.Conflict, twice.Status);
        Assert.Equal(
            """{"key":"CC/1","status":"Payment Confirming"}""",
            (await desk.Call("GET", $"{Row}?showbrief=false")).Text);
        Assert.Equal("""{"key":"CC/1"}""", (await desk.Call("GET", Row)).Text);
        Assert.Equal(
            ["key:  -> CC/1", "status:  -> Awaiting Payment", "due:  -> 10",
                "status: Awaiting Payment -> Payment Confirming", "due: 10 -> "],
            await desk.ChangesOf("rows/table-1/CC/1"));
    }

    [Theory]
    [InlineData("POST", $"{Table}/rows", """{"status":"s"}""", "key must be a string.")]
    [InlineData("POST", $"{Table}/rows", """{"key":"k","money":{"amount":"1"}}""",
        "money must be a string, a number or a boolean.")]
    [InlineData("PUT", Row, """{"key":"CC/2"}""", "key must be CC/1.")]
    public async Task A_row_that_no_table_could_hold_is_refused(string method, string path, string row, string mistake)
    {
        await using var desk = await GenesysDesk.Open();

        var answer = await desk.Call(method, path, row);

        Assert.Equal((HttpStatusCode.BadRequest, mistake), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task A_table_tells_its_columns_where_it_is_asked_for_them()
    {
        await using var desk = await GenesysDesk.Open();

        var schema = (await desk.Call("GET", $"{Table}?expand=schema")).Body.GetProperty("schema");

        Assert.Equal("key", schema.GetProperty("required")[0].GetString());
        Assert.True(schema.GetProperty("properties").TryGetProperty("caseStatus", out _));
        Assert.False((await desk.Call("GET", Table)).Body.TryGetProperty("schema", out _));
    }
}
