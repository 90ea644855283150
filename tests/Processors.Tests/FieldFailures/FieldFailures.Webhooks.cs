using System.Text;
using System.Text.Json;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.Tests.FieldFailures;

public abstract partial class FieldFailures
{
    [Fact]
    public void Failure_01_a_reserialised_body_is_not_verified()
    {
        var delivery = Deliver(OurWebhook);
        var reserialised = JsonSerializer.SerializeToUtf8Bytes(JsonElement.Parse(OurWebhook));

        Assert.Equal(Located, Rig.Webhook.Read(delivery));
        Assert.IsType<WebhookReading.Forged>(Rig.Webhook.Read(delivery with { Body = reserialised }));
        Assert.IsType<WebhookReading.Forged>(Rig.Webhook.Read(delivery with { Body = "not JSON"u8.ToArray() }));
    }

    [Fact]
    public void Failure_02_a_wrong_secret_verifies_nothing_and_an_empty_one_neither_verifies_nor_starts()
    {
        Assert.IsType<WebhookReading.Forged>(Rig.Webhook.Read(Deliver(OurWebhook, "another-secret")));
        Assert.IsType<WebhookReading.Forged>(Rig.Webhook.Read(Deliver(OurWebhook, secret: "")));

        Assert.ThrowsAny<Exception>(() => Rig.Change(SecretSetting, ""));
        Assert.Throws<OptionsValidationException>(() => Rig.Webhook.Read(Deliver(OurWebhook, secret: "")));
    }

    [Fact]
    public async Task Failure_03_a_delivery_that_the_invoice_has_overtaken_is_no_mismatch()
    {
        var delivery = Deliver(OurWebhook);

        Assert.Equal(InvoiceStatus.Settled, (await Read(new Seen(Life.Settled, "100.00", IsFinal: true))).Status);
        Assert.Equal(Located, Rig.Webhook.Read(delivery));
    }

    [Fact]
    public void Failure_07_no_genuine_delivery_makes_the_receiver_fail_and_so_blocks_those_behind_it()
    {
        byte[][] bodies =
        [
            [],
            [0xff, 0xfe, 0x00],
            [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(OurWebhook)],
            [.. "{\"metadata\":{\"orderId\":\""u8, 0xc3, 0x28, .. "\"}}"u8],
            Encoding.UTF8.GetBytes(new string('[', 65_000)),
            Encoding.UTF8.GetBytes($"{{\"amount\":{new string('9', 60_000)}}}"),
            Encoding.UTF8.GetBytes($"{OurWebhook}{OurWebhook}"),
        ];
        Assert.All(bodies, body => Assert.IsType<WebhookReading.Stranger>(
            Rig.Webhook.Read(Deliver(body, Secret, Rig.Clock.GetUtcNow()))));
    }

    [Fact]
    public void Failure_12_the_same_delivery_twice_says_the_same()
    {
        var delivery = Deliver(OurWebhook);

        Assert.Equal(Located, Rig.Webhook.Read(delivery));
        Assert.Equal(Located, Rig.Webhook.Read(delivery));
    }

    [Fact]
    public async Task Failure_17_what_belongs_to_another_site_of_the_same_account_is_a_strangers()
    {
        Assert.IsType<WebhookReading.Stranger>(Rig.Webhook.Read(Deliver(WebhookJson("", Request.Order.OrderId))));
        Assert.IsType<WebhookReading.Stranger>(Rig.Webhook.Read(Deliver(WebhookJson(Request.Order.Merchant, ""))));
        Assert.Empty(await Find(
            InvoiceJson(Request with { Order = new("", Request.Order.OrderId) }, new Seen(Life.Settled, "100.00")),
            InvoiceJson(
                Request with { Order = new("another-site", Request.Order.OrderId) },
                new Seen(Life.Settled, "100.00"))));
    }

    [Fact]
    public async Task Failure_20_text_of_every_script_goes_out_whole_and_is_verified_when_it_comes_back()
    {
        await Create(InvoiceJson(Request, new Seen(Life.Open)));

        var sent = Texts(JsonElement.Parse(Rig.Server.Calls[0].Body)).ToList();
        Assert.Contains(sent, text => text.Contains(Request.Description, StringComparison.Ordinal));
        Assert.Contains(Request.Order.OrderId, sent);
        Assert.Equal(Located, Rig.Webhook.Read(Deliver(OurWebhook)));
    }

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => Texts(property.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };
}
