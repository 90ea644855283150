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
/// What others' software has got wrong with such processors, held against each of our adapters. The number is the
/// failure's in README.md; what is missing here is no adapter's to get wrong. What only some processors let happen is
/// in <see cref="AnyAmountFieldFailures"/>, or with the one adapter that it is about.
/// </summary>
public abstract partial class FieldFailures : AdapterTests
{
    protected InvoiceRequest Request => new()
    {
        Order = new("default", "CC-1001 ünï ✓ 支払い"),
        AttemptId = "0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11",
        Price = new Money(100m, "USD"),
        CryptoCode = CryptoCode,
        Speed = TransactionSpeed.Medium,
        Description = "Müller & Söhne \"2×\" <b>支払い</b> 🧾",
        RateLock = TimeSpan.FromMinutes(15),
        Monitoring = TimeSpan.FromHours(24),
        TolerancePercent = 0.5m,
    };

    /// <summary>The setting that holds the key of the webhooks' signatures.</summary>
    protected virtual string SecretSetting => "WebhookSecret";

    /// <summary>The setting that names the key of our calls.</summary>
    protected virtual string KeySetting => "ApiKey";

    /// <summary>What the invoice shows when the payment that was seen has been replaced by another.</summary>
    protected virtual Seen Replaced => new(Life.Open);

    protected abstract Answer.Says RevokedKey { get; }

    /// <summary>The key that a call was made with.</summary>
    protected virtual string KeyOf(HttpCall call) => call.Authorization.Split(' ')[^1];

    protected abstract string InvoiceJson(InvoiceRequest request, Seen seen);

    /// <summary>What is answered to a call for one invoice.</summary>
    protected virtual string AnswerJson(string invoice) => invoice;

    protected virtual string AnswerJson(string[] invoices) => $"[{string.Join(',', invoices)}]";

    /// <summary>A delivery's body: indented, with text beyond ASCII as it is.</summary>
    protected abstract string WebhookJson(string merchant, string orderId);

    /// <summary>As the processor would send it at that time, signed with that secret.</summary>
    protected abstract WebhookDelivery Deliver(byte[] body, string secret, DateTimeOffset at);

    private string Secret => Settings[SecretSetting]!;

    protected string OurWebhook => WebhookJson(Request.Order.Merchant, Request.Order.OrderId);

    protected WebhookReading Located => new WebhookReading.Located(Request.Order);

    protected WebhookDelivery Deliver(string body, string? secret = null) =>
        Deliver(Encoding.UTF8.GetBytes(body), secret ?? Secret, Rig.Clock.GetUtcNow());

    protected async Task<Invoice> Read(Seen seen) =>
        Assert.IsType<ProcessorResult<Invoice>.Found>(await Read(InvoiceJson(Request, seen))).Value;

    protected Task<ProcessorResult<Invoice>> Read(string json)
    {
        Rig.Server.Script = _ => new Answer.Says(200, AnswerJson(json));
        return Rig.Elapse(Rig.Processor.ReadInvoice(InvoiceId, Cancellation));
    }

    protected async Task<ImmutableArray<Invoice>> Find(params string[] invoices)
    {
        Rig.Server.Script = _ => new Answer.Says(200, AnswerJson(invoices));
        var found = await Rig.Elapse(
            Rig.Processor.FindInvoices(Request.Order, Cancellation));
        return Assert.IsType<ProcessorResult<ImmutableArray<Invoice>>.Found>(found).Value;
    }

    protected Task<ProcessorResult<Invoice>> Create(string invoice)
    {
        Rig.Server.Script = _ => new Answer.Says(200, AnswerJson(invoice));
        return Rig.Elapse(Rig.Processor.CreateInvoice(Request, Cancellation));
    }
}
