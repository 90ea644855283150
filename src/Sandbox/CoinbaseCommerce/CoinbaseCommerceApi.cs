using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Faults;
using CryptoPay.Sandbox.Orders;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.CoinbaseCommerce;

/// <summary>What a gateway needs of the Commerce API.</summary>
internal static class CoinbaseCommerceApi
{
    public const string PagePath = "/sandbox/commerce/pay";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public static void MapCoinbaseCommerce(this IEndpointRouteBuilder commerce)
    {
        var api = commerce.MapGroup("/charges").AddEndpointFilter(CheckKey);
        api.MapPost("", Create);
        api.MapGet("", List);
        api.MapGet("/{id}", (string id, HttpContext http, Charges charges, FaultSwitch faults) =>
            Run(http, faults, "read", OrderOf(charges, id), () => Show(charges.Find(id))));
        api.MapPost("/{id}/cancel", (string id, HttpContext http, Charges charges, FaultSwitch faults) =>
            Run(http, faults, "mark", OrderOf(charges, id),
                () => Moved(charges.Move(id, "NEW", "CANCELED", "charge:failed"))));
        api.MapPost("/{id}/resolve", (string id, HttpContext http, Charges charges, FaultSwitch faults) =>
            Run(http, faults, "mark", OrderOf(charges, id),
                () => Moved(charges.Move(id, "UNRESOLVED", "RESOLVED", "charge:resolved"))));
        commerce.MapInvoicePage<Charges>(PagePath);
    }

    private static async ValueTask<object?> CheckKey(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var options = http.RequestServices.GetRequiredService<IOptionsMonitor<CoinbaseCommerceOptions>>().CurrentValue;
        return http.Request.Headers["X-CC-Api-Key"].ToString() == options.ApiKey
            ? await next(context)
            : ChargeWire.Error(401, "authentication_error", "The API key is missing or wrong");
    }

    private static async Task<IResult> Create(HttpContext http, Charges charges, FaultSwitch faults, TimeProvider time)
    {
        using var reader = new StreamReader(http.Request.Body);
        if (Read(await reader.ReadToEndAsync(http.RequestAborted), time.GetUtcNow()) is not { } charge)
        {
            return Bad(
                "name, description, pricing_type fixed_price and a local_price with a known currency are required");
        }
        if (Coin.Find("BTC")!.IsDust(charge.Price / charge.Rate))
            return Bad("The local_price is less than can be sent on chain");
        return await Run(http, faults, "create", [charge.OrderId], () =>
        {
            var page = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{PagePath}/{charge.Id}";
            charge = charge with { HostedUrl = page };
            charges.Create(charge);
            return Show(charge, StatusCodes.Status201Created);
        });
    }

    private static Charge? Read(string text, DateTimeOffset now)
    {
        try
        {
            var body = JsonElement.Parse(text);
            var price = body.GetProperty("local_price");
            var currency = price.GetProperty("currency").GetString()!;
            var metadata = body.TryGetProperty("metadata", out var pairs) ? pairs : JsonElement.Parse("{}");
            if (body.GetProperty("pricing_type").GetString() != "fixed_price"
                || Rates.Of(Coin.Find("BTC")!, currency) is not { } rate
                || !decimal.TryParse(price.GetProperty("amount").GetString(), NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture, out var amount))
            {
                return null;
            }
            return new Charge
            {
                Id = Coin.NewUuid(),
                Code = Coin.NewId()[..8].ToUpperInvariant(),
                OrderId = metadata.TryGetProperty("orderId", out var orderId) ? orderId.ToString() : "",
                Name = body.GetProperty("name").GetString()!,
                Description = body.GetProperty("description").GetString()!,
                Price = amount,
                Currency = currency,
                Rate = rate,
                Metadata = metadata,
                CreatedAt = now,
                ExpiresAt = now + Lifetime,
                Timeline = [new Step("NEW", "", now)],
            };
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static Task<IResult> List(HttpContext http, Charges charges, FaultSwitch faults, TimeProvider time)
    {
        var size = int.TryParse(http.Request.Query["limit"], CultureInfo.InvariantCulture, out var limit)
            ? Math.Clamp(limit, 1, 100) : 25;
        var after = http.Request.Query["starting_after"].ToString();
        var all = charges.Newest();
        return Run(http, faults, "search", [.. all.Select(charge => charge.OrderId)], () =>
        {
            var now = time.GetUtcNow();
            var left = all.Where(charge => !faults.HidesFromSearch(charge.OrderId, now - charge.CreatedAt))
                .SkipWhile(charge => after != "" && charge.Id != after).Skip(after == "" ? 0 : 1).ToList();
            var page = left.Take(size).ToList();
            return ChargeWire.Answer(new JsonObject
            {
                ["data"] = new JsonArray([.. page.Select(ChargeWire.Write)]),
                ["pagination"] = new JsonObject
                {
                    ["order"] = "desc",
                    ["limit"] = size,
                    ["next_uri"] = left.Count > size ? $"/charges?limit={size}&starting_after={page[^1].Id}" : null,
                },
            });
        });
    }

    private static Task<IResult> Run(
        HttpContext http, FaultSwitch faults, string operation, string[] orderIds, Func<IResult> work) =>
        faults.Run(http, operation, orderIds,
            status => status switch
            {
                403 => null,
                404 => Show(null),
                _ => ChargeWire.Error(429, "rate_limit_exceeded", "Too many requests"),
            }, work);

    private static string[] OrderOf(Charges charges, string id) =>
        charges.Find(id) is { } charge ? [charge.OrderId] : [];

    private static IResult Moved((Charge After, bool IsDone)? moved) => moved switch
    {
        null => Show(null),
        { IsDone: true } done => Show(done.After),
        { After: var charge } => Bad($"A charge that is {charge.Last.Status} cannot be moved so"),
    };

    private static IResult Show(Charge? charge, int status = StatusCodes.Status200OK) => charge is null
        ? ChargeWire.Error(404, "not_found", "Not found")
        : ChargeWire.Answer(new JsonObject { ["data"] = ChargeWire.Write(charge) }, status);

    private static IResult Bad(string message) => ChargeWire.Error(400, "invalid_request", message);
}
