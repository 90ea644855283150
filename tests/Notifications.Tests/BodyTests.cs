using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Processors.Tests;

namespace CryptoPay.Notifications.Tests;

/// <summary>What a notification says.</summary>
public sealed class BodyTests : IDisposable
{
    private readonly NotificationRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task A_payment_is_told_as_the_API_answers_less_links_of_ours()
    {
        var order = Orders.Order();

        var body = await Told(order);

        var data = body["data"]!.AsObject();
        // A new key of the answer goes out too, unless somebody decides otherwise here and in the body.
        Assert.Equal(
            [
                "actionRequired", "amount", "amountDue", "amountPaid", "amountRefunded", "caseStatus", "checkoutUrl",
                "cryptoAmount", "cryptoAmountPaid", "cryptoCode", "deliveryId", "errorCode", "isFinal", "isPaid",
                "isoCode", "merchant", "message", "orderId", "outcome", "paymentAddress", "paymentIntentId",
                "paymentUri", "pollAfterSeconds", "qualifiers", "rateLockedUntil", "revision", "secondsLeft",
                "settledAt", "status",
            ],
            data.Select(pair => pair.Key).Order(StringComparer.Ordinal));
        var answer = JsonSerializer.SerializeToNode(rig.Update(order).View, JsonSerializerOptions.Web)!.AsObject();
        Assert.All(data.Where(pair => pair.Key is not ("deliveryId" or "revision")),
            pair => Assert.True(JsonNode.DeepEquals(answer[pair.Key], pair.Value), pair.Key));
        Assert.Equal((3, rig.Update(order).DeliveryId), ((int)data["revision"]!, (string)data["deliveryId"]!));
    }

    [Fact]
    public async Task It_says_what_it_is_and_when_that_happened()
    {
        var body = await Told(Orders.Order());

        Assert.Equal(["type", "timestamp", "data"], body.Select(pair => pair.Key));
        Assert.Equal("payment.updated", (string)body["type"]!);
        Assert.Equal("2026-11-28T15:00:00Z", (string)body["timestamp"]!);
    }

    [Fact]
    public async Task What_is_final_is_told_as_such()
    {
        var body = await Told(Orders.Cancelled());

        Assert.Equal(("payment.final", true), ((string)body["type"]!, (bool)body["data"]!["isFinal"]!));
    }

    [Fact]
    public async Task A_refund_is_told_without_the_link_that_the_money_goes_to()
    {
        var body = await Told(Orders.WithRefund(), notice: 1);

        var data = body["data"]!.AsObject();
        Assert.Equal(
            [
                "amount", "amountRefunded", "deliveryId", "errorCode", "isFinal", "isRefunded", "isoCode", "merchant",
                "message", "orderId", "paymentIntentId", "pollAfterSeconds", "refundId", "revision", "status",
            ],
            data.Select(pair => pair.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("R-1", "Pending", "default", 2), ((string)data["refundId"]!, (string)data["status"]!,
            (string)data["merchant"]!, (int)data["revision"]!));
        Assert.Equal("refund.updated", (string)body["type"]!);
        Assert.Equal("2026-11-28T15:00:09Z", (string)body["timestamp"]!);
        Assert.DoesNotContain("whoever-has-it", body.ToJsonString());
    }

    [Fact]
    public async Task A_repeat_has_the_same_ID_and_a_new_revision_another()
    {
        rig.Server.Script = _ => new Answer.Says(503, "");

        await rig.Deliver();
        await rig.Deliver();
        await rig.Deliver(Orders.Order() with { CaseRevision = 4 });

        var ids = rig.Server.Calls.Select(call => call.Headers.GetValues("webhook-id").Single()).ToList();
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
        Assert.All(rig.Server.Calls.Zip(ids), each => Assert.Equal(
            each.Second, (string)JsonNode.Parse(each.First.Body)!["data"]!["deliveryId"]!));
    }

    private async Task<JsonObject> Told(PaymentIntent intent, Index notice = default)
    {
        rig.Server.Script = _ => new Answer.Says(200, "");
        await rig.Deliver(intent, notice);
        var call = rig.Server.Calls.Single();
        Assert.Equal(("POST", "/cryptopay?queue=7"), (call.Method.Method, call.PathAndQuery));
        return JsonNode.Parse(call.Body)!.AsObject();
    }
}
