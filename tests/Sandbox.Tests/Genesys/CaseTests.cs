using System.Net;
using System.Text.Json;

namespace CryptoPay.Sandbox.Tests.Genesys;

public sealed class CaseTests
{
    private const string Case = "casemanagement/cases/case-1";

    [Fact]
    public async Task The_summary_is_replaced()
    {
        await using var desk = await GenesysDesk.Open();

        await desk.Call("PATCH", $"{Case}/summary", """{"summary":"Payment Confirming"}""");
        await desk.Call("PATCH", $"{Case}/summary", """{"summary":"Payment Confirming"}""");

        Assert.Equal("Payment Confirming", (await desk.Call("GET", Case)).Body.GetProperty("summary").GetString());
        Assert.Equal(["summary: Crypto payment -> Payment Confirming"], await desk.ChangesOf("cases/case-1"));
    }

    [Fact]
    public async Task Comments_are_listed_by_page_the_newest_first()
    {
        await using var desk = await GenesysDesk.Open();
        for (var i = 1; i <= 5; i++) await Comment(desk, $"Revision {i}");

        var pages = new List<string>();
        for (var next = $"{Case}/comments?pageSize=2"; next != "";)
        {
            var page = (await desk.Call("GET", next)).Body;
            pages.Add(string.Join(", ", Contents(page)));
            next = page.TryGetProperty("nextUri", out var uri) ? uri.GetString()!["/api/v2/".Length..] : "";
        }

        Assert.Equal(["Revision 5, Revision 4", "Revision 3, Revision 2", "Revision 1"], pages);
        var oldest = (await desk.Call("GET", $"{Case}/comments?sortOrder=asc&pageSize=2")).Body;
        Assert.Equal(["Revision 1", "Revision 2"], Contents(oldest));
    }

    [Fact]
    public async Task A_new_comment_is_not_listed_while_the_search_lags()
    {
        await using var desk = await GenesysDesk.Open();
        await desk.SetFault("""{"on":"comment-read","id":"case-1","searchLagMs":3000}""");
        await Comment(desk, "Revision 1");

        Assert.Empty(Contents((await desk.Call("GET", $"{Case}/comments")).Body));
        desk.Sandbox.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(["Revision 1"], Contents((await desk.Call("GET", $"{Case}/comments")).Body));
    }

    [Fact]
    public async Task A_launch_is_kept_with_its_inputs()
    {
        await using var desk = await GenesysDesk.Open();

        var launched = await desk.Call("POST", "flows/executions",
            """{"flowId":"flow-1","inputData":{"Flow.deliveryId":"delivery-1"}}""");
        var id = launched.Body.GetProperty("id").GetString();

        Assert.Equal(
            "COMPLETED", (await desk.Call("GET", $"flows/executions/{id}")).Body.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Call("GET", "flows/executions/other")).Status);
        Assert.Equal(
            ["flowId:  -> flow-1", "inputData.Flow.deliveryId:  -> delivery-1"],
            await desk.ChangesOf($"executions/{id}"));
    }

    private static async Task Comment(GenesysDesk desk, string content) => Assert.Equal(
        HttpStatusCode.OK,
        (await desk.Call("POST", $"{Case}/comments", JsonSerializer.Serialize(new { content }))).Status);

    private static string[] Contents(JsonElement page) =>
        [.. page.GetProperty("entities").EnumerateArray().Select(one => one.GetProperty("content").GetString()!)];
}
