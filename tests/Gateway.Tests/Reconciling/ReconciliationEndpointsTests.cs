using System.Net;
using System.Text.Json;

namespace CryptoPay.Gateway.Tests.Reconciling;

/// <summary>Comparing processor accounts with us over real HTTP, through gateway, grains and sandbox.</summary>
public sealed class ReconciliationEndpointsTests(WholeGateway gateway)
{
    private const string Path = "/v1/reconciliations";

    [Fact]
    public async Task A_run_is_asked_for_listed_and_read_as_json_and_as_csv()
    {
        var started = await Asked("""{"account":"SANDBOX","from":"2026-01-01"}""", HttpStatusCode.BadRequest);
        Assert.Contains("31 days", started.GetRawText());
        started = (await Asked("""{"account":"SANDBOX"}""")).GetProperty("reconciliations")[0];
        Assert.Equal("sandbox", started.GetProperty("account").GetString());
        Assert.Equal("operator", started.GetProperty("startedBy").GetString());
        var id = started.GetProperty("reconciliationId").GetString();

        await Payments.Until(
            async () => (await Read($"{Path}?account=sandbox")).GetProperty("reconciliations").EnumerateArray()
                .Single(run => run.GetProperty("reconciliationId").GetString() == id),
            run => run.GetProperty("status").GetString() == "finished");

        var found = await Read($"{Path}/sandbox/{id}");
        Assert.Equal(0, found.GetProperty("leftOut").GetInt32());
        Assert.Equal(id, found.GetProperty("reconciliation").GetProperty("reconciliationId").GetString());
        var csv = await gateway.Send(Requests.Get($"{Path}/sandbox/{id}?format=csv"), WholeGateway.OperatorKey);
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("Kind,Repaired,Merchant,Order ID,", await csv.Text());
    }

    [Fact]
    public async Task An_account_that_cannot_be_listed_says_so_and_not_that_nothing_differs()
    {
        var started = await Asked("""{"account":"sandbox-signed"}""");
        Assert.Equal("not_listed", Assert.Single(Statuses(started)));

        Assert.Equal("not_listed", Assert.Single(Statuses(await Read($"{Path}?account=sandbox-signed"))));
    }

    [Fact]
    public async Task A_key_of_one_merchant_reads_and_asks_for_none()
    {
        foreach (var request in (HttpRequestMessage[])[
            Requests.Get(Path), Requests.Get($"{Path}/sandbox/x"), Requests.Post(Path, "{}")])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await gateway.Send(request)).StatusCode);
        }
    }

    [Theory]
    [InlineData("""{"from":"yesterday"}""", "from")]
    [InlineData("""{"to":"2026-01-01"}""", "from")]
    [InlineData("""{"from":"2026-01-02","to":"2026-01-01"}""", "from")]
    [InlineData("""{"from":"2999-01-02"}""", "from")]
    public async Task A_wrong_time_is_told_by_its_field(string body, string field)
    {
        var problem = await Asked(body, HttpStatusCode.BadRequest);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task What_there_is_not_is_not_found()
    {
        await Asked("""{"account":"elsewhere"}""", HttpStatusCode.NotFound);
        foreach (var path in (string[])[$"{Path}?account=elsewhere", $"{Path}/elsewhere/1", $"{Path}/sandbox/1"])
        {
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await gateway.Send(Requests.Get(path), WholeGateway.OperatorKey)).StatusCode);
        }

        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await gateway.Send(Requests.Get($"{Path}/sandbox/1?format=xml"), WholeGateway.OperatorKey)).StatusCode);
    }

    private async Task<JsonElement> Asked(string body, HttpStatusCode expected = HttpStatusCode.Accepted)
    {
        var answer = await gateway.Send(Requests.Post(Path, body), WholeGateway.OperatorKey);
        var text = await answer.Text();
        Assert.True(expected == answer.StatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<JsonElement> Read(string path) => JsonDocument.Parse(
        await (await gateway.Send(Requests.Get(path), WholeGateway.OperatorKey)).Text()).RootElement;

    private static IEnumerable<string?> Statuses(JsonElement list) => list.GetProperty("reconciliations")
        .EnumerateArray().Select(run => run.GetProperty("status").GetString());
}
