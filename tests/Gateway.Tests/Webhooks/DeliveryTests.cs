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
    public async Task A_delivery_about_an_order_that_nobody_has_is_a_strangers()
    {
        var answer = await Deliver("CC-never", "made-up", gateway.WebhookSecret);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        lock (counted) Assert.Single(counted, "sandbox stranger");
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Look("/CC-never")).StatusCode);
    }

    [Fact]
    public async Task A_forged_delivery_about_a_known_order_is_401()
    {
        await gateway.Opened("CC-forged");

        var answer = await Deliver("CC-forged", await InvoiceIdOf("CC-forged"), "guessed");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        lock (counted) Assert.Single(counted, "sandbox forged");
    }

    [Fact]
    public async Task A_genuine_delivery_that_lies_brings_a_read_and_changes_nothing_else()
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

    public void Dispose() => listener.Dispose();

    private async Task<string> InvoiceIdOf(string orderId) =>
        (await gateway.InvoicesOf(orderId)).Single().GetProperty("invoiceId").GetString()!;

    private Task<HttpResponseMessage> Deliver(string orderId, string invoiceId, string secret)
    {
        var body = Encoding.UTF8.GetBytes($$$"""
            {"type":"InvoiceSettled","deliveryId":"1","storeId":"sandbox-store","invoiceId":"{{{invoiceId}}}",
             "metadata":{"merchant":"{{{WholeGateway.Merchant}}}","orderId":"{{{orderId}}}"}}
            """);
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/sandbox") { Content = new ByteArrayContent(body) };
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body);
        request.Headers.Add("BTCPay-Sig", $"sha256={Convert.ToHexStringLower(signature)}");
        return gateway.Send(request, key: null);
    }
}
