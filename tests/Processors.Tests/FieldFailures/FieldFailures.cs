using System.Collections.Immutable;
using System.Text;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.FieldFailures;

/// <summary>What a processor shows of an invoice over 100.00 USD.</summary>
/// <param name="Paid">In the price's currency.</param>
/// <param name="IsFinal">Each payment is final; without money there is none.</param>
public sealed record Seen(Life Life, string Paid = "0", bool IsFinal = false);

public enum Life
{
    Open,
    Confirming,
    Settled,
    Marked,
    Expired,
    PaidLate,
    Invalid,
}

/// <summary>
/// What others' software has got wrong with such processors, as their issue trackers tell it, held against each of our
/// adapters. The number is the failure's in our list; what is missing here is no adapter's to get wrong.
/// </summary>
public abstract partial class FieldFailures : IDisposable
{
    protected static readonly InvoiceRequest Request = new()
    {
        Merchant = "default",
        OrderId = "CC-1001 ünï ✓ 支払い",
        AttemptId = "0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11",
        Price = new Money(100m, "USD"),
        CryptoCode = "BTC",
        Speed = TransactionSpeed.Medium,
        Description = "Müller & Söhne \"2×\" <b>支払い</b> 🧾",
        RateLock = TimeSpan.FromMinutes(15),
        Monitoring = TimeSpan.FromHours(24),
        TolerancePercent = 0.5m,
    };

    private readonly Lazy<ProcessorRig> _rig;

    protected FieldFailures() => _rig = new Lazy<ProcessorRig>(() => new ProcessorRig(Settings));

    /// <summary>Settings of one account, with its Kind.</summary>
    protected abstract IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>The ID that <see cref="InvoiceJson"/> gives.</summary>
    protected abstract string InvoiceId { get; }

    protected abstract Answer.Says RevokedKey { get; }

    protected abstract string InvoiceJson(InvoiceRequest request, Seen seen);

    /// <summary>A delivery's body: indented, with text beyond ASCII as it is.</summary>
    protected abstract string WebhookJson(string merchant, string orderId);

    /// <summary>As the processor would send it at that time, signed with that secret.</summary>
    protected abstract WebhookDelivery Deliver(byte[] body, string secret, DateTimeOffset at);

    public void Dispose()
    {
        if (_rig.IsValueCreated) _rig.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ProcessorRig Rig => _rig.Value;

    private string Secret => Settings["WebhookSecret"]!;

    private string OurWebhook => WebhookJson(Request.Merchant, Request.OrderId);

    private WebhookReading Located =>
        new WebhookReading.Located(Request.Merchant, Request.OrderId, InvoiceId);

    private WebhookDelivery Deliver(string body, string? secret = null) =>
        Deliver(Encoding.UTF8.GetBytes(body), secret ?? Secret, Rig.Clock.GetUtcNow());

    private async Task<Invoice> Read(Seen seen) =>
        Assert.IsType<ProcessorResult<Invoice>.Found>(await Read(InvoiceJson(Request, seen))).Value;

    private Task<ProcessorResult<Invoice>> Read(string json)
    {
        Rig.Server.Script = _ => new Answer.Says(200, json);
        return Rig.Elapse(Rig.Processor.ReadInvoice(InvoiceId, Cancellation));
    }

    private async Task<ImmutableArray<Invoice>> Find(params string[] invoices)
    {
        Rig.Server.Script = _ => new Answer.Says(200, $"[{string.Join(',', invoices)}]");
        var found = await Rig.Elapse(
            Rig.Processor.FindInvoices(Request.Merchant, Request.OrderId, Cancellation));
        return Assert.IsType<ProcessorResult<ImmutableArray<Invoice>>.Found>(found).Value;
    }

    private Task<ProcessorResult<Invoice>> Create(string answer)
    {
        Rig.Server.Script = _ => new Answer.Says(200, answer);
        return Rig.Elapse(Rig.Processor.CreateInvoice(Request, Cancellation));
    }
}
