using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CryptoPay.Payments.Processors;
using CryptoPay.Sandbox.Tests.BitPay;
using CryptoPay.Sandbox.Tests.BtcPay;
using CryptoPay.Sandbox.Tests.Hosting;
using CryptoPay.Sandbox.Tests.Signed;

namespace CryptoPay.Sandbox.Tests.Faults;

public sealed class FaultAnswerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_with_status_200_stands_in_place_of_the_work()
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.SetFault("""{"on":"create","fail":"html","times":1}""");

        var answer = await sandbox.Send(HttpMethod.Post, SandboxHost.Invoices, """{"amount":"10","currency":"USD"}""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty((await Json(sandbox, SandboxHost.Invoices)).EnumerateArray());
    }

    [Fact]
    public async Task Nonsense_is_an_invoice_without_its_money_and_the_work_is_done()
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.SetFault("""{"fail":"nonsense"}""");
        var invoiceId = await sandbox.Create("order-1");
        var read = await Json(sandbox, $"{SandboxHost.Invoices}/{invoiceId}?includePaymentMethods=true");
        var found = Assert.Single((await Json(sandbox, SandboxHost.Invoices)).EnumerateArray());

        foreach (var nonsense in new[] { read, found })
        {
            Assert.Equal(invoiceId, nonsense.GetProperty("id").GetString());
            Assert.Equal("10.00", nonsense.GetProperty("amount").GetString());
            Assert.False(nonsense.TryGetProperty("paidAmount", out _));
            Assert.False(nonsense.TryGetProperty("paymentMethods", out _));
            Assert.True(nonsense.GetProperty("checkout").TryGetProperty("speedPolicy", out _));
        }
    }

    [Fact]
    public async Task So_it_is_by_the_contract_and_at_BitPay()
    {
        await using var desk = await SignedDesk.Start();
        await desk.Sandbox.SetFault("""{"on":"create","fail":"nonsense"}""");
        Assert.IsType<ProcessorResult<Invoice>.Nonsense>(await desk.Create());
        Assert.Single(await desk.Find());

        await using var account = await BitPayAccount.Open();
        await account.Sandbox.SetFault("""{"on":"create","fail":"nonsense"}""");
        Assert.IsType<ProcessorResult<Invoice>.Nonsense>(
            await account.Processor.CreateInvoice(BitPayAccount.Request, Cancellation));
        Assert.Single(await account.Find());
    }

    [Theory]
    [InlineData("403", HttpStatusCode.Forbidden, "missing-permission")]
    [InlineData("404", HttpStatusCode.NotFound, "invoice-not-found")]
    public async Task A_refusal_is_in_the_dialects_own_words(string fail, HttpStatusCode status, string code)
    {
        await using var sandbox = await SandboxHost.Start();
        var invoiceId = await sandbox.Create("order-1");
        await sandbox.SetFault($$"""{"on":"read","fail":"{{fail}}"}""");

        var answer = await sandbox.Send(HttpMethod.Get, $"{SandboxHost.Invoices}/{invoiceId}");

        Assert.Equal(status, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(code, body.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("403", "forbidden")]
    [InlineData("404", "not_found")]
    public async Task So_is_a_refusal_by_the_contract(string fail, string code)
    {
        await using var desk = await SignedDesk.Start();
        await desk.Sandbox.SetFault($$"""{"on":"create","fail":"{{fail}}"}""");

        var refused = Assert.IsType<ProcessorResult<Invoice>.Refused>(await desk.Create());

        Assert.Equal(code, refused.Code);
    }

    [Theory]
    [InlineData("create", true, true)]
    [InlineData("refund", false, true)]
    [InlineData("refund-search", false, false)]
    public async Task A_fault_of_refunds_leaves_invoices_alone(string on, bool spoilsInvoice, bool spoilsRefund)
    {
        await using var desk = await RefundDesk.Start();
        await desk.Sandbox.SetFault($$"""{"on":"{{on}}","fail":"500"}""");

        var invoice = await desk.Adapter.Create(RealAdapter.Request("order-2", "LTC"));
        var refund = await desk.Create();

        Assert.Equal(spoilsInvoice, invoice is ProcessorResult<Invoice>.Unavailable);
        Assert.Equal(spoilsRefund, refund is ProcessorResult<Refund>.Unavailable);
    }

    [Fact]
    public async Task Several_faults_stand_beside_each_other_and_each_is_used_up_alone()
    {
        await using var sandbox = await SandboxHost.Start();
        var invoiceId = await sandbox.Create("order-1");
        await sandbox.SetFault("""{"on":"read","fail":"500","times":1}""");
        await sandbox.Send(HttpMethod.Post, "/sandbox/faults", """{"on":"search","fail":"html","times":1}""");
        Assert.Equal(2, (await Json(sandbox, "/sandbox/faults/all")).GetArrayLength());

        var search = await sandbox.Send(HttpMethod.Get, SandboxHost.Invoices);
        var read = await sandbox.Send(HttpMethod.Get, $"{SandboxHost.Invoices}/{invoiceId}");

        Assert.Equal("text/html", search.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.InternalServerError, read.StatusCode);
        Assert.Equal(0, (await Json(sandbox, "/sandbox/faults/all")).GetArrayLength());
    }

    private static async Task<JsonElement> Json(SandboxHost sandbox, string path)
    {
        var answer = await sandbox.Send(HttpMethod.Get, path);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}
