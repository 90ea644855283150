using System.Security.Cryptography;
using System.Text;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.FieldFailures;
using static CryptoPay.Payments.Processors.InvoiceQualifiers;

namespace CryptoPay.Processors.Tests.CoinbaseCommerce;

public sealed class CoinbaseCommerceFieldFailureTests : AnyAmountFieldFailures
{
    protected override IReadOnlyDictionary<string, string?> Settings => CoinbaseCommerceDialect.Settings;

    protected override string InvoiceId => CoinbaseCommerceDialect.ChargeId;

    protected override Seen Replaced => new(Life.Expired);

    protected override Answer.Says RevokedKey =>
        new(401, """{"error":{"type":"authentication_error","message":"Revoked"}}""");

    [Theory]
    [InlineData("40.00", InvoiceStatus.Expired, Underpaid)]
    [InlineData("140.00", InvoiceStatus.Settled, Overpaid)]
    public async Task Failure_13_the_timeline_tells_what_a_charge_that_failed_hides(
        string paid, InvoiceStatus status, InvoiceQualifiers beside)
    {
        var failed = OurWebhook.Replace("charge:pending", "charge:failed", StringComparison.Ordinal);
        Assert.Equal(Located, Rig.Webhook.Read(Deliver(failed)));

        var invoice = await Read(new Seen(Life.Invalid, paid, IsFinal: true));

        Assert.Equal((status, beside), (invoice.Status, invoice.Qualifiers));
    }

    [Theory]
    [InlineData("NEW,EXPIRED,PENDING,COMPLETED")]
    [InlineData("NEW,PENDING,UNRESOLVED/UNDERPAID,COMPLETED")]
    [InlineData("NEW,EXPIRED,UNRESOLVED/DELAYED,COMPLETED")]
    public async Task Failure_14_a_completed_charge_is_settled_by_whatever_way_it_came(string timeline) =>
        Assert.Equal(InvoiceStatus.Settled, Assert.IsType<ProcessorResult<Invoice>.Found>(
            await Read(CoinbaseCommerceDialect.ChargeJson(Request, timeline))).Value.Status);

    protected override string KeyOf(HttpCall call) => call.Headers.GetValues("X-CC-Api-Key").Single();

    protected override string InvoiceJson(InvoiceRequest request, Seen seen)
    {
        var timeline = seen.Life switch
        {
            Life.Open => "NEW",
            Life.Confirming => "NEW,PENDING",
            Life.Settled => "NEW,PENDING,COMPLETED",
            Life.Marked => "NEW,UNRESOLVED/OTHER,RESOLVED",
            Life.Expired => "NEW,EXPIRED",
            Life.PaidLate => "NEW,EXPIRED,UNRESOLVED/DELAYED",
            _ when decimal.Parse(seen.Paid) < request.Price.Amount => "NEW,PENDING,UNRESOLVED/UNDERPAID",
            _ => "NEW,PENDING,UNRESOLVED/OVERPAID",
        };
        var payment = CoinbaseCommerceDialect.PaymentJson(seen.Paid, seen.IsFinal ? "CONFIRMED" : "PENDING");
        return CoinbaseCommerceDialect.ChargeJson(request, timeline, seen.Paid is "0" ? "[]" : $"[{payment}]");
    }

    protected override string AnswerJson(string invoice) => CoinbaseCommerceDialect.Answer(invoice);

    protected override string AnswerJson(string[] invoices) => CoinbaseCommerceDialect.List(null, invoices);

    protected override string WebhookJson(string merchant, string orderId) => $$"""
        {
          "id": 1,
          "event": { "id": "e", "type": "charge:pending", "data": { "id": "{{InvoiceId}}", "code": "66BEOV2A",
            "metadata": { "merchant": "{{merchant}}", "orderId": "{{orderId}}" } } }
        }
        """;

    protected override WebhookDelivery Deliver(byte[] body, string secret, DateTimeOffset at)
    {
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
        return new WebhookDelivery(name => name is "X-CC-Webhook-Signature" ? [signature] : [], body, at);
    }
}
