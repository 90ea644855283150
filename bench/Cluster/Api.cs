using System.Net.Http.Json;
using System.Text.Json;

namespace CryptoPay.Cluster;

/// <summary>Calls as a caller makes them. A status of 0: no answer in time, or none at all.</summary>
internal static class Api
{
    public static Task<(int Status, JsonElement Body)> Create(this Rig rig, Uri gateway, string order) => Send(
        rig.Http, HttpMethod.Post, new(gateway, "/v1/payment-intents"),
        new { orderId = order, amount = "10.00", currency = new { isoCode = "USD", cryptoCode = "BTC" } });

    public static Task<(int Status, JsonElement Body)> Get(this Rig rig, Uri gateway, string order, string of = "") =>
        Send(rig.Http, HttpMethod.Get, new(gateway, $"/v1/payment-intents/{order}{of}"));

    public static Task<(int Status, JsonElement Body)> Post(
        this Rig rig, Uri gateway, string order, string what, object? body = null) =>
        Send(rig.Http, HttpMethod.Post, new(gateway, $"/v1/payment-intents/{order}/{what}"), body);

    public static bool IsGood(int status) => status is >= 200 and < 300;

    /// <summary>Orders with an invoice each, made before anything happens.</summary>
    /// <exception cref="TimeoutException">Some get none.</exception>
    public static async Task<string[]> CreateOrders(this Rig rig, string prefix, int count)
    {
        var orders = Enumerable.Range(0, count).Select(i => $"{prefix}-{i}").ToArray();
        await Parallel.ForEachAsync(orders, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (order, _) =>
        {
            for (var tries = 0; tries < 100; tries++)
            {
                var (status, body) = await rig.Create(rig.GatewayAddresses[tries % rig.Gateways.Count], order);
                if (IsGood(status) && body.GetProperty("status").GetString() != "Requested") return;
                await Task.Delay(500, CancellationToken.None);
            }

            throw new TimeoutException($"{order} gets no invoice.");
        });
        return orders;
    }

    public static async Task<(int Status, JsonElement Body)> Send(
        HttpClient http, HttpMethod method, Uri address, object? body = null)
    {
        try
        {
            using var request = new HttpRequestMessage(method, address);
            if (body is not null) request.Content = JsonContent.Create(body);
            using var answer = await http.SendAsync(request);
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            if (bytes.Length == 0) return ((int)answer.StatusCode, default);
            using var json = JsonDocument.Parse(bytes);
            return ((int)answer.StatusCode, json.RootElement.Clone());
        }
        catch (Exception failed) when (failed
            is HttpRequestException or TaskCanceledException or IOException or JsonException)
        {
            return (0, default);
        }
    }
}
