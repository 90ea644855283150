using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoPay.Loopback;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

/// <summary>What whoever is at a <c>notificationUrl</c> hears of an order's life.</summary>
public class NotificationTests
{
    private const string Secret = "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

    private static readonly string[] NotToldOf = ["agentUrl", "payUrl", "qrCodeUrl", "resumeCode", "errorDetail"];

    [Fact]
    public async Task The_end_is_told_as_the_API_answers_and_who_is_away_holds_up_nothing()
    {
        await using var receiver = await HttpReceiver.Open();
        await using var gateway = new WholeGateway(
            "--environment=Development",
            $"--Notifications:{WholeGateway.Merchant}:Hosts:0=127.0.0.1",
            $"--Notifications:{WholeGateway.Merchant}:Secret={Secret}");
        await gateway.InitializeAsync();

        await gateway.Settled("N-1", Url(receiver.Port));
        await gateway.Settled("N-2", Url(Ports.Free()));
        var told = await Payments.Until(
            () => Task.FromResult(receiver.Requests.Select(request => JsonNode.Parse(request.Body)!).ToList()),
            all => all.Any(one => (string)one["type"]! == "payment.final"));

        var final = told.Single(one => (string)one["type"]! == "payment.final")["data"]!.AsObject();
        var answer = JsonNode.Parse(await (await gateway.Look("/N-1")).Text())!.AsObject();
        Assert.Equal(
            answer.Select(pair => pair.Key).Except(NotToldOf).Append("revision").Append("deliveryId").Order(),
            final.Select(pair => pair.Key).Order());
        Assert.All(answer.Where(pair => final.ContainsKey(pair.Key)),
            pair => Assert.True(JsonNode.DeepEquals(pair.Value, final[pair.Key]), pair.Key));
        Assert.Equal("not_connected", await Payments.Until(() => ErrorOf(gateway, "N-2"), error => error != ""));
        Assert.Equal("", await ErrorOf(gateway, "N-1"));
    }

    private static string Url(int port) => $",\"notificationUrl\":\"http://127.0.0.1:{port}/hook\"";

    private static async Task<string> ErrorOf(WholeGateway gateway, string orderId) =>
        JsonElement.Parse(await (await gateway.Look($"/{orderId}/sinks")).Text())
            .GetProperty("sinks").EnumerateArray().Single(sink => sink.GetProperty("sink").GetString() == "webhook")
            .GetProperty("errorCode").GetString()!;
}
