using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Sandbox.Tests.BitPay;
using CryptoPay.Sandbox.Tests.BtcPay;
using CryptoPay.Sandbox.Tests.Hosting;
using CryptoPay.Sandbox.Tests.Signed;

namespace CryptoPay.Sandbox.Tests.Faults;

/// <summary>Work that a server does long after its caller has left.</summary>
public sealed class LateWorkTests
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(25);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invoice_is_made_although_the_caller_has_left()
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.SetFault("""{"on":"create","doneAfterMs":25000,"times":1}""");
        using var leaving = new CancellationTokenSource();
        var call = sandbox.Send(HttpMethod.Post, SandboxHost.Invoices,
            """{"amount":"10.00","currency":"USD","metadata":{"orderId":"order-7"}}""", leaving.Token);
        Assert.Equal(25, await sandbox.Clock.NextWait());

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        sandbox.Clock.Advance(Late / 2);
        Assert.Equal(0, await Found(sandbox));
        sandbox.Clock.Advance(Late / 2);

        await sandbox.RequestEnded(HttpMethod.Post);
        Assert.Equal(1, await Found(sandbox));
    }

    [Fact]
    public async Task A_caller_who_waits_has_the_answer_when_the_work_is_done()
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.SetFault("""{"on":"create","doneAfterMs":25000}""");
        var call = sandbox.Create("order-7");
        Assert.Equal(25, await sandbox.Clock.NextWait());

        sandbox.Clock.Advance(Late);

        await call;
        Assert.Equal(1, await Found(sandbox));
    }

    [Theory]
    [InlineData("500")]
    [InlineData("html")]
    [InlineData("reset-before")]
    public async Task A_caller_who_is_told_of_a_failure_at_once_leaves_work_that_is_done_all_the_same(string fail)
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.SetFault($$"""{"on":"create","fail":"{{fail}}","doneAfterMs":25000,"times":1}""");

        await Assert.ThrowsAnyAsync<Exception>(() => sandbox.Create("order-7"));

        Assert.Equal(25, await sandbox.Clock.NextWait());
        Assert.Equal(0, await Found(sandbox));
        sandbox.Clock.Advance(Late);
        await sandbox.RequestEnded(HttpMethod.Post);
        Assert.Equal(1, await Found(sandbox));
    }

    [Fact]
    public async Task BTCPay_makes_a_refund_late()
    {
        await using var desk = await RefundDesk.Start();
        await FailNow(desk.Sandbox, "refund");

        Assert.IsType<ProcessorResult<Refund>.Unavailable>(await desk.Create());

        Assert.Empty(await desk.Find());
        await Done(desk.Sandbox);
        Assert.Single(await desk.Find());
    }

    [Fact]
    public async Task Signed_makes_a_payment_and_a_refund_late()
    {
        await using var desk = await SignedDesk.Start();
        await FailNow(desk.Sandbox, "create");
        await desk.Create();
        Assert.Empty(await desk.Find());
        await Done(desk.Sandbox);
        var invoice = Assert.Single(await desk.Find());

        await desk.Control("pay");
        await desk.Control("confirm");
        var refunds = (IRefundingProcessor)desk.Processor;
        var request = Request(invoice, "BTC");
        await FailNow(desk.Sandbox, "refund");
        await refunds.CreateRefund(request, Cancellation);
        Assert.Empty(await Found(refunds, request));
        await Done(desk.Sandbox);
        Assert.Single(await Found(refunds, request));
    }

    [Fact]
    public async Task BitPay_makes_an_invoice_and_a_refund_late()
    {
        await using var account = await BitPayAccount.Open();
        await FailNow(account.Sandbox, "create");
        await account.Processor.CreateInvoice(BitPayAccount.Request, Cancellation);
        Assert.Empty(await account.Find());
        await Done(account.Sandbox);
        var invoice = Assert.Single(await account.Find());

        await account.After(invoice, "pay");
        await account.After(invoice, "confirm?blocks=6");
        var request = Request(invoice, "BTC");
        await FailNow(account.Sandbox, "refund");
        await account.Refunds.CreateRefund(request, Cancellation);
        Assert.Empty(await Found(account.Refunds, request));
        await Done(account.Sandbox);
        Assert.Single(await Found(account.Refunds, request));
    }

    private static Task FailNow(SandboxHost sandbox, string on) =>
        sandbox.SetFault($$"""{"on":"{{on}}","fail":"500","doneAfterMs":25000,"times":1}""");

    private static async Task Done(SandboxHost sandbox)
    {
        while (await sandbox.Clock.NextWait() != Late.TotalSeconds) { }
        sandbox.Clock.Advance(Late);
        await sandbox.RequestEnded(HttpMethod.Post);
    }

    private static RefundRequest Request(Invoice invoice, string cryptoCode) => new()
    {
        InvoiceId = invoice.InvoiceId,
        RefundId = "refund-1",
        Key = "5f0c1b6e-3c1d-4d0b-8a51-6f1f7c1f0a27",
        Amount = new Money(4m, "USD"),
        CryptoCode = cryptoCode,
    };

    private static async Task<IReadOnlyList<Refund>> Found(IRefundingProcessor refunds, RefundRequest request) =>
        Assert.IsType<ProcessorResult<System.Collections.Immutable.ImmutableArray<Refund>>.Found>(
            await refunds.FindRefunds(request, Cancellation)).Value;

    private static async Task<int> Found(SandboxHost sandbox)
    {
        var answer = await sandbox.Send(HttpMethod.Get, SandboxHost.Invoices + "?orderId=order-7");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetArrayLength();
    }
}
