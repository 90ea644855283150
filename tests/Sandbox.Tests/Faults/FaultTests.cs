using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using CryptoPay.Sandbox.Tests.Hosting;

namespace CryptoPay.Sandbox.Tests.Faults;

public sealed class FaultTests
{
    private const string Order7 = """{"amount":"10.00","currency":"USD","metadata":{"orderId":"order-7"}}""";

    [Theory]
    [InlineData("500", HttpStatusCode.InternalServerError)]
    [InlineData("400", HttpStatusCode.BadRequest)]
    public async Task A_failing_create_leaves_no_invoice(string fail, HttpStatusCode status)
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.SetFault($$"""{"on":"create","fail":"{{fail}}"}""");

        var answer = await sandbox.Send(HttpMethod.Post, SandboxHost.Invoices, Order7);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(0, await Found(sandbox));
    }

    [Fact]
    public async Task The_passing_fault_is_a_generic_error()
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.SetFault("""{"fail":"400"}""");

        var answer = await sandbox.Send(HttpMethod.Post, SandboxHost.Invoices, Order7);

        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("generic-error", body.GetProperty("code").GetString());
        Assert.StartsWith(
            "Error retrieving a matching payment method or rate.\n", body.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("reset-before", 0)]
    [InlineData("reset-after", 1)]
    public async Task A_reset_connection_leaves_the_work_undone_before_and_done_after(string fail, int invoices)
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.SetFault($$"""{"on":"create","fail":"{{fail}}","times":1}""");

        var problem = await Assert.ThrowsAsync<HttpRequestException>(
            () => sandbox.Send(HttpMethod.Post, SandboxHost.Invoices, Order7));

        var socket = Assert.IsType<SocketException>(problem.GetBaseException());
        Assert.Equal(SocketError.ConnectionReset, socket.SocketErrorCode);
        Assert.Equal(invoices, await Found(sandbox));
    }

    [Fact]
    public async Task A_caller_who_leaves_before_the_work_leaves_no_trace()
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.SetFault("""{"on":"create","slowBeforeMs":5000}""");
        using var leaving = new CancellationTokenSource();
        var call = sandbox.Send(HttpMethod.Post, SandboxHost.Invoices, Order7, leaving.Token);
        Assert.Equal(5, await sandbox.Clock.NextWait());

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await sandbox.RequestEnded(HttpMethod.Post);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(0, await Found(sandbox));
    }

    [Fact]
    public async Task A_caller_who_leaves_after_the_work_leaves_the_invoice()
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.SetFault("""{"on":"create","slowAfterMs":5000}""");
        using var leaving = new CancellationTokenSource();
        var call = sandbox.Send(HttpMethod.Post, SandboxHost.Invoices, Order7, leaving.Token);
        Assert.Equal(5, await sandbox.Clock.NextWait());

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal(1, await Found(sandbox));
    }

    [Fact]
    public async Task A_slow_call_answers_when_its_time_has_come()
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.SetFault("""{"on":"create","slowBeforeMs":3000,"slowAfterMs":4000}""");
        var call = sandbox.Send(HttpMethod.Post, SandboxHost.Invoices, Order7);

        Assert.Equal(3, await sandbox.Clock.NextWait());
        sandbox.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(4, await sandbox.Clock.NextWait());
        sandbox.Clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(HttpStatusCode.OK, (await call).StatusCode);
    }

    [Fact]
    public async Task A_lagging_search_finds_an_invoice_only_when_it_is_old_enough()
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.SetFault("""{"searchLagMs":3000}""");
        var invoiceId = await sandbox.Create("order-7");

        sandbox.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, await Found(sandbox));
        Assert.Equal("New", (await sandbox.Read(invoiceId)).GetProperty("status").GetString());

        sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await Found(sandbox));
    }

    [Fact]
    public async Task A_fault_spoils_only_its_calls_of_its_order_and_only_so_many()
    {
        await using var sandbox = await SandboxHost.Start();
        var other = await sandbox.Create("order-8");
        var invoiceId = await sandbox.Create("order-7");
        await sandbox.SetFault("""{"on":"read","orderId":"order-7","times":2,"fail":"500"}""");

        Assert.Equal(1, await Found(sandbox));
        Assert.Equal(HttpStatusCode.OK, await ReadStatus(other));
        Assert.Equal(HttpStatusCode.InternalServerError, await ReadStatus(invoiceId));
        Assert.Equal(HttpStatusCode.InternalServerError, await ReadStatus(invoiceId));
        Assert.Equal(HttpStatusCode.OK, await ReadStatus(invoiceId));

        async Task<HttpStatusCode> ReadStatus(string id) =>
            (await sandbox.Send(HttpMethod.Get, $"{SandboxHost.Invoices}/{id}")).StatusCode;
    }

    [Fact]
    public async Task A_fault_on_marking_leaves_the_invoice_as_it_was()
    {
        await using var sandbox = await SandboxHost.Start();
        var invoiceId = await sandbox.Create("order-7");
        await sandbox.SetFault("""{"on":"mark","fail":"500"}""");

        await sandbox.Send(HttpMethod.Post, $"{SandboxHost.Invoices}/{invoiceId}/status", """{"status":"Invalid"}""");

        Assert.Equal("New", (await sandbox.Read(invoiceId)).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("""{"on":"delete"}""", "on")]
    [InlineData("""{"fail":"maybe"}""", "fail")]
    [InlineData("""{"fail":500}""", "fail")]
    [InlineData("""{"times":-1}""", "times")]
    [InlineData("""{"slowBeforeMs":600001}""", "slowBeforeMs")]
    [InlineData("""{"slowAfterMs":"100"}""", "slowAfterMs")]
    [InlineData("""{"doneAfterMs":600001}""", "doneAfterMs")]
    [InlineData("""{"searchLagMs":-5}""", "searchLagMs")]
    [InlineData("""{"webhooks":"lost"}""", "webhooks")]
    [InlineData("""{"orderId":null}""", "orderId")]
    [InlineData("""{"slow":1}""", "slow")]
    [InlineData("[]", "body")]
    [InlineData("null", "body")]
    [InlineData("", "body")]
    public async Task A_bad_fault_is_refused_by_the_name_of_its_field(string fault, string field)
    {
        await using var sandbox = await SandboxHost.Start();

        var answer = await sandbox.Send(HttpMethod.Put, "/sandbox/faults", fault);

        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith(field + " ", body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_cleared_fault_is_gone()
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.SetFault("""{"fail":"500"}""");

        await sandbox.Send(HttpMethod.Delete, "/sandbox/faults");

        Assert.Equal(0, await Found(sandbox));
        var shown = await sandbox.Http.GetStringAsync("/sandbox/faults", TestContext.Current.CancellationToken);
        Assert.Equal(
            """{"on":"all","orderId":"","times":0,"slowBeforeMs":0,"doneAfterMs":0,"slowAfterMs":0,"""
            + "\"fail\":\"none\",\"retryAfterSeconds\":0,\"searchLagMs\":0,\"webhooks\":\"normal\"}",
            shown);
    }

    private static async Task<int> Found(SandboxHost sandbox)
    {
        var answer = await sandbox.Send(HttpMethod.Get, SandboxHost.Invoices + "?orderId=order-7");
        var found = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return found.GetArrayLength();
    }
}
