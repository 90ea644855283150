using System.Globalization;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Faults;
using CryptoPay.Sandbox.Orders;

namespace CryptoPay.Sandbox.Coinbase;

/// <summary>What a gateway needs of the Checkouts API.</summary>
internal static class CoinbaseApi
{
    public const string PagePath = "/sandbox/coinbase/pay";

    private const string KeyRule = "X-Idempotency-Key must be a UUID v4";
    private const int PageSizeMax = 100;
    private const int PageSizeDefault = 20;

    public static void MapCoinbase(this IEndpointRouteBuilder coinbase)
    {
        var api = coinbase.MapGroup("/api/v1/checkouts").AddEndpointFilter(new CoinbaseTokenFilter());
        api.MapPost("", Create);
        api.MapGet("", List);
        api.MapGet("/{id}", (string id, HttpContext http, Checkouts checkouts, FaultSwitch faults) =>
            Run(http, faults, "read", checkouts.Read(id)?.OrderId, () => Show(checkouts.Read(id))));
        api.MapPost("/{id}/deactivate", (string id, HttpContext http, Checkouts checkouts, FaultSwitch faults) =>
            Run(http, faults, "mark", checkouts.Read(id)?.OrderId, () => checkouts.Deactivate(id) switch
            {
                { IsDone: false } other => Bad($"A checkout that is {other.After.Status} cannot be deactivated"),
                { After: var done } => Show(done),
                null => Show(null),
            }));
        api.MapPost("/{id}/refund", Refund);
        coinbase.MapInvoicePage<Checkouts>(PagePath);
    }

    private static async Task<IResult> Create(
        HttpContext http, Checkouts checkouts, FaultSwitch faults, TimeProvider time)
    {
        var (body, key) = await Asked(http);
        if (key != "" && !IdempotencyKeys.IsKey(key)) return Bad(KeyRule);
        var (checkout, mistake) = NewCheckout.Read(body, time.GetUtcNow());
        if (checkout is null) return Bad(mistake);
        var page = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{PagePath}/{checkout.Id}";
        return await Run(http, faults, "create", checkout.OrderId, () =>
            checkouts.Create(key, body, checkout with { Url = page }) is { } made
                ? CheckoutWire.Answer(CheckoutWire.Write(made), StatusCodes.Status201Created)
                : KeyReused());
    }

    private static async Task<IResult> Refund(string id, HttpContext http, Checkouts checkouts, FaultSwitch faults)
    {
        var (body, key) = await Asked(http);
        if (key != "" && !IdempotencyKeys.IsKey(key)) return Bad(KeyRule);
        var (wanted, mistake) = NewRefund.Read(body);
        if (wanted is null) return Bad(mistake);
        if (checkouts.Read(id) is not { } checkout) return Show(null);
        return await Run(http, faults, "refund", checkout.OrderId, () =>
            checkouts.Refund(id, key, wanted, out var refusal) is { } refund
                ? Show(checkouts.Read(id)!, refund)
                : refusal is null ? KeyReused() : Bad(refusal));
    }

    private static async Task<(string Body, string Key)> Asked(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        return (await reader.ReadToEndAsync(http.RequestAborted), http.Request.Headers["X-Idempotency-Key"].ToString());
    }

    private static Task<IResult> List(HttpContext http, Checkouts checkouts, FaultSwitch faults, TimeProvider time)
    {
        var query = http.Request.Query;
        if (Number(query["pageSize"], PageSizeDefault) is not (> 0 and <= PageSizeMax and var size)
            || Number(query["pageToken"], 0) is not { } skip)
        {
            return Task.FromResult(Bad("pageSize must be from 1 to 100, pageToken one of an answer"));
        }
        if (Time(query["startTime"], DateTimeOffset.MinValue) is not { } from
            || Time(query["endTime"], DateTimeOffset.MaxValue) is not { } until)
        {
            return Task.FromResult(Bad("startTime and endTime must be RFC 3339"));
        }
        var found = checkouts.Search(query["descriptionQuery"].ToString(), query["status"].ToString())
            .Where(checkout => from <= checkout.CreatedAt && checkout.CreatedAt <= until).ToList();
        return Run(http, faults, "search", found.Select(checkout => checkout.OrderId), () =>
        {
            var now = time.GetUtcNow();
            var visible = found
                .Where(checkout => !faults.HidesFromSearch(checkout.OrderId, now - checkout.CreatedAt)).ToList();
            var page = visible.Skip(skip).Take(size).Select(CheckoutWire.Write);
            var answer = new JsonObject { ["checkouts"] = new JsonArray([.. page]) };
            if (visible.Count > skip + size)
                answer["nextPageToken"] = (skip + size).ToString(CultureInfo.InvariantCulture);
            return CheckoutWire.Answer(answer);
        });
    }

    private static Task<IResult> Run(
        HttpContext http, FaultSwitch faults, string operation, string? orderId, Func<IResult> work) =>
        Run(http, faults, operation, orderId is null ? [] : new[] { orderId }, work);

    private static Task<IResult> Run(
        HttpContext http, FaultSwitch faults, string operation, IEnumerable<string> orderIds, Func<IResult> work) =>
        faults.Run(http, operation, [.. orderIds],
            status => status switch
            {
                403 => null,
                404 => Show(null),
                _ => CheckoutWire.Error(429, "rate_limit_exceeded", "Too many requests"),
            }, work);

    private static IResult Show(Checkout? checkout) => checkout is null
        ? CheckoutWire.Error(404, "not_found", "No such checkout")
        : CheckoutWire.Answer(CheckoutWire.Write(checkout));

    private static IResult Show(Checkout checkout, CheckoutRefund refund) => CheckoutWire.Answer(new JsonObject
    {
        ["checkout"] = CheckoutWire.Write(checkout),
        ["refund"] = CheckoutWire.Refund(checkout, refund),
    });

    private static IResult KeyReused() =>
        CheckoutWire.Error(422, "idempotency_error", "The key was used with other request parameters");

    private static IResult Bad(string message) => CheckoutWire.Error(400, "invalid_request", message);

    private static DateTimeOffset? Time(string? text, DateTimeOffset otherwise) =>
        string.IsNullOrEmpty(text) ? otherwise
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time
        : null;

    private static int? Number(string? text, int otherwise) =>
        string.IsNullOrEmpty(text) ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;
}
