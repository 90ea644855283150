using System.Collections.Immutable;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Sandbox.Tests.Hosting;

namespace CryptoPay.Sandbox.Tests.BtcPay;

/// <summary>The real adapter before a store that has one invoice of 10.50 USD, and that store's webhooks.</summary>
internal sealed class RefundDesk : IAsyncDisposable
{
    public const string OrderId = "order-1";

    private readonly WebhookReceiver receiver;

    private RefundDesk(SandboxHost sandbox, WebhookReceiver receiver, RealAdapter adapter, Invoice invoice) =>
        (Sandbox, this.receiver, Adapter, Invoice) = (sandbox, receiver, adapter, invoice);

    public SandboxHost Sandbox { get; private set; }

    public RealAdapter Adapter { get; private set; }

    public Invoice Invoice { get; }

    public RefundRequest Request => new()
    {
        InvoiceId = Invoice.InvoiceId,
        RefundId = "refund-1",
        Key = "5f0c1b6e-3c1d-4d0b-8a51-6f1f7c1f0a27",
        Amount = new Money(10.50m, "USD"),
        CryptoCode = "LTC",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="controls">What becomes of the invoice; by default it is paid and settled.</param>
    public static async Task<RefundDesk> Start(params string[] controls)
    {
        var receiver = await WebhookReceiver.Start();
        var sandbox = await SandboxHost.Start(receiver.Url);
        var adapter = AdapterOf(sandbox, SandboxHost.ApiKey);
        var invoice = await adapter.Created(RealAdapter.Request(OrderId, "LTC"));
        foreach (var control in controls is [] ? ["pay", "confirm"] : controls)
        {
            await sandbox.Control(OrderId, control);
        }
        return new RefundDesk(sandbox, receiver, adapter, invoice);
    }

    public static RealAdapter AdapterOf(SandboxHost sandbox, string apiKey) => new(new Dictionary<string, string?>
    {
        ["Kind"] = "BtcPay",
        ["BaseUrl"] = $"{sandbox.Http.BaseAddress}sandbox/btcpay",
        ["ApiKey"] = apiKey,
        ["StoreId"] = SandboxHost.StoreId,
        ["WebhookSecret"] = SandboxHost.WebhookSecret,
    }, sandbox.Clock);

    public async Task Restart()
    {
        Adapter.Dispose();
        Sandbox = await Sandbox.Restart();
        Adapter = AdapterOf(Sandbox, SandboxHost.ApiKey);
    }

    public Task<ProcessorResult<Refund>> Create(RefundRequest? request = null) =>
        Adapter.Refunds.CreateRefund(request ?? Request, Cancellation);

    public async Task<Refund> Created(RefundRequest? request = null) =>
        Assert.IsType<ProcessorResult<Refund>.Found>(await Create(request)).Value;

    public async Task<Refund> Read(Refund refund) => Assert.IsType<ProcessorResult<Refund>.Found>(
        await Adapter.Refunds.ReadRefund(Invoice.InvoiceId, refund.ProcessorRefundId, Cancellation)).Value;

    public async Task<ImmutableArray<Refund>> Find(RefundRequest? request = null) =>
        Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Found>(
            await Adapter.Refunds.FindRefunds(request ?? Request, Cancellation)).Value;

    public Task Control(string control) => Sandbox.Control(OrderId, control);

    /// <summary>The webhooks that were sent since the invoice was settled.</summary>
    public async Task<List<ReceivedWebhook>> WebhooksOfRefunds()
    {
        await Sandbox.Create("marker");
        var all = await receiver.UpTo("marker");
        return [.. all.SkipWhile(webhook => webhook.Text("type") != "InvoiceSettled").Skip(1)];
    }

    public async ValueTask DisposeAsync()
    {
        Adapter.Dispose();
        await Sandbox.DisposeAsync();
        await receiver.DisposeAsync();
    }
}
