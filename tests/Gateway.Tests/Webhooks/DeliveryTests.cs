using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.Webhooks;

/// <summary>Deliveries as BTCPay signs them, to a gateway that has orders.</summary>
public sealed class DeliveryTests : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly List<string> counted = [];
    private readonly WholeGateway gateway;

    public DeliveryTests(WholeGateway gateway)
    {
        this.gateway = gateway;
        var meters = gateway.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "cryptopay.webhooks" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            // Other tests' deliveries are counted at the same time.
            lock (counted) counted.Add($"{tags[0].Value} {tags[1].Value}");
        });
        listener.Start();
    }

    [Fact]
    public async Task Failure_17_a_delivery_about_an_order_that_nobody_has_is_a_strangers()
    {
        var answer = await Deliver("CC-never", "made-up", gateway.WebhookSecret);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        lock (counted) Assert.Single(counted, "sandbox stranger");
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Look("/CC-never")).StatusCode);
    }

    [Fact]
    public async Task Failure_02_a_delivery_signed_with_a_wrong_secret_is_401()
    {
        await gateway.Opened("CC-forged");

        var answer = await Deliver("CC-forged", await InvoiceIdOf("CC-forged"), "guessed");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        lock (counted) Assert.Contains("sandbox forged", counted);
    }

    [Fact]
    public async Task Failure_16_a_genuine_delivery_that_says_settled_brings_a_read_and_changes_nothing_else()
    {
        var before = await gateway.Opened("CC-lie");
        var eventsBefore = await (await gateway.Look("/CC-lie/events")).Text();
        // A fault that spoils nothing and is used up by the next read.
        await gateway.Fault(new { on = "read", orderId = "CC-lie", times = 1, slowAfterMs = 1 });

        var answer = await Deliver("CC-lie", await InvoiceIdOf("CC-lie"), gateway.WebhookSecret);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(before.Lasting(), (await gateway.Read("CC-lie")).Lasting());
        await Payments.Until(gateway.FaultOrder, orderId => orderId == "");
        Assert.Equal(before.Lasting(), (await gateway.Read("CC-lie")).Lasting());
        Assert.Equal(eventsBefore, await (await gateway.Look("/CC-lie/events")).Text());
    }

    [Fact]
    public async Task Money_that_comes_while_a_read_is_under_way_is_told_and_read_at_once()
    {
        await gateway.Opened("CC-meanwhile");
        // The invoice is looked at now, and what it showed comes only after the money and its webhooks.
        await gateway.Fault(new { on = "read", orderId = "CC-meanwhile", times = 1, slowAfterMs = 500 });
        await Deliver("CC-meanwhile", await InvoiceIdOf("CC-meanwhile"), gateway.WebhookSecret);
        await Payments.Until(gateway.FaultOrder, orderId => orderId == "");

        await gateway.Control("CC-meanwhile", "pay");

        await gateway.Until("CC-meanwhile", view => view.Status == "Confirming");
    }

    [Fact]
    public async Task Failure_03_a_delivery_that_the_invoice_has_overtaken_brings_what_is_true_now()
    {
        await gateway.Opened("CC-overtaken");
        await gateway.Control("CC-overtaken", "refuse-webhooks");
        await gateway.Control("CC-overtaken", "pay");
        await gateway.Control("CC-overtaken", "confirm");

        await Deliver("CC-overtaken", await InvoiceIdOf("CC-overtaken"), gateway.WebhookSecret, "InvoiceProcessing");

        await gateway.Until("CC-overtaken", view => view.Status == "Settled");
    }

    [Fact]
    public async Task Failure_07_an_order_that_is_stuck_at_its_processor_holds_back_no_webhook_of_its_own_or_another()
    {
        await gateway.Opened("CC-stuck");
        await gateway.Opened("CC-behind");
        await gateway.Fault(new { on = "read", orderId = "CC-stuck", slowBeforeMs = 9_000 });

        // The processor sends one webhook after another, each when the one before it is answered.
        await gateway.Control("CC-stuck", "pay");
        await gateway.Control("CC-behind", "pay");
        await gateway.Until("CC-behind", view => view.Status == "Confirming");

        Assert.Equal("AwaitingPayment", (await gateway.Read("CC-stuck")).Status);
        await gateway.ClearFaults();
    }

    [Fact]
    public async Task Failure_12_a_life_of_which_every_event_comes_twice_is_the_life_of_which_each_comes_once()
    {
        await gateway.Fault(new { orderId = "CC-twice", webhooks = "doubled" });
        var twice = await LifeOf("CC-twice");
        await gateway.ClearFaults();

        Assert.Equal(await LifeOf("CC-once"), twice);
    }

    public void Dispose() => listener.Dispose();

    private async Task<IEnumerable<string>> LifeOf(string orderId)
    {
        await gateway.Opened(orderId);
        await gateway.Control(orderId, "pay");
        await gateway.Until(orderId, view => view.Status == "Confirming");
        await gateway.Control(orderId, "confirm");
        await gateway.Until(orderId, view => view.Status == "Settled");
        return (await gateway.Events(orderId)).Events
            .Select(happened => $"{happened.Event} {happened.Status}");
    }

    private async Task<string> InvoiceIdOf(string orderId) =>
        (await gateway.InvoicesOf(orderId)).Single().GetProperty("invoiceId").GetString()!;

    private Task<HttpResponseMessage> Deliver(
        string orderId, string invoiceId, string secret, string type = "InvoiceSettled")
    {
        var body = Encoding.UTF8.GetBytes($$$"""
            {"type":"{{{type}}}","deliveryId":"1","storeId":"sandbox-store","invoiceId":"{{{invoiceId}}}",
             "metadata":{"merchant":"{{{WholeGateway.Merchant}}}","orderId":"{{{orderId}}}"}}
            """);
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/sandbox");
        request.Content = new ByteArrayContent(body);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body);
        request.Headers.Add("BTCPay-Sig", $"sha256={Convert.ToHexStringLower(signature)}");
        return gateway.Send(request, key: null);
    }
}
