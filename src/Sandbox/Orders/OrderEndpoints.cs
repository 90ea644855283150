using System.Globalization;
using System.Text.Json;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.Orders;

/// <summary>The controls. Each answers with the order as it is afterwards.</summary>
internal static class OrderEndpoints
{
    private const int BlocksMax = 1000;

    public static void MapOrders(this IEndpointRouteBuilder sandbox)
    {
        var orders = sandbox.MapGroup("/orders/{orderId}");
        orders.MapGet("", (string orderId, IEnumerable<IDialect> dialects, SandboxDatabase database) =>
            Show(Decoded(orderId), dialects, database));
        orders.MapPost("/pay", Pay);
        orders.MapPost("/confirm", Confirm);
        orders.MapPost("/expire", (string orderId, IEnumerable<IDialect> dialects, SandboxDatabase database) =>
            ApplyToAll(Decoded(orderId), new OrderControl.Expire(), dialects, database));
        orders.MapPost("/double-spend", (string orderId, IEnumerable<IDialect> dialects, SandboxDatabase database) =>
            ApplyToAll(Decoded(orderId), new OrderControl.DoubleSpend(), dialects, database));
        orders.MapPost("/refuse-webhooks", RefuseWebhooks);
    }

    private static async Task<IResult> Pay(
        string orderId, HttpRequest request, IEnumerable<IDialect> dialects, SandboxDatabase database)
    {
        var given = await Read(request, "amount");
        var amount = decimal.TryParse(given, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed)
            ? parsed
            : (decimal?)null;
        if (given is not null && amount is not (> 0 and <= 1_000_000_000_000m))
        {
            return SandboxJson.Refuse("amount", "must be a decimal above 0, in the invoice's currency");
        }
        orderId = Decoded(orderId);
        // A payable invoice takes the money; without one it is a late payment to the newest.
        var newest = Invoices(orderId, dialects).OrderByDescending(found => found.Invoice.IsPayable).FirstOrDefault();
        newest.Dialect?.Apply(newest.Invoice.InvoiceId, new OrderControl.Pay(amount));
        return Show(orderId, dialects, database);
    }

    private static async Task<IResult> Confirm(
        string orderId, HttpRequest request, IEnumerable<IDialect> dialects, SandboxDatabase database)
    {
        var given = await Read(request, "blocks") ?? "1";
        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var blocks) && blocks is > 0 and <= BlocksMax
            ? ApplyToAll(Decoded(orderId), new OrderControl.Confirm(blocks), dialects, database)
            : SandboxJson.Refuse("blocks", $"must be from 1 to {BlocksMax}");
    }

    private static async Task<IResult> RefuseWebhooks(
        string orderId, HttpRequest request, IEnumerable<IDialect> dialects, SandboxDatabase database)
    {
        var given = await Read(request, "refuse") ?? "true";
        if (!bool.TryParse(given, out var refuse))
        {
            return SandboxJson.Refuse("refuse", "must be true or false");
        }
        orderId = Decoded(orderId);
        if (Invoices(orderId, dialects).Any())
        {
            database.RefuseWebhooks(orderId, refuse);
        }
        return Show(orderId, dialects, database);
    }

    private static IResult ApplyToAll(
        string orderId, OrderControl control, IEnumerable<IDialect> dialects, SandboxDatabase database)
    {
        foreach (var (dialect, invoice) in Invoices(orderId, dialects).Reverse())
        {
            dialect.Apply(invoice.InvoiceId, control);
        }
        return Show(orderId, dialects, database);
    }

    private static IResult Show(string orderId, IEnumerable<IDialect> dialects, SandboxDatabase database)
    {
        var invoices = Invoices(orderId, dialects).Select(found => found.Invoice).ToList();
        return invoices.Count == 0
            ? Results.Problem(detail: "The sandbox has no invoice of this order.", statusCode: StatusCodes.Status404NotFound)
            : SandboxJson.Ok(new Order(orderId, database.RefusesWebhooks(orderId), invoices));
    }

    private static (IDialect Dialect, OrderInvoice Invoice)[] Invoices(string orderId, IEnumerable<IDialect> dialects) =>
        [.. dialects
            .SelectMany(dialect => dialect.OfOrder(orderId).Select(invoice => (dialect, invoice)))
            .OrderByDescending(found => found.invoice.CreatedAt)];

    /// <summary>A field of the query or of a JSON body (whatever its declared type), as text; null where it is missing.</summary>
    private static async Task<string?> Read(HttpRequest request, string field)
    {
        if (request.Query.TryGetValue(field, out var values))
        {
            return values.ToString();
        }
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        if (body.Length == 0)
        {
            return null;
        }
        try
        {
            using var json = JsonDocument.Parse(body.ToArray());
            return json.RootElement.TryGetProperty(field, out var value) ? value.ToString() : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // No JSON object: a value that no field takes, so it is refused by the field's name.
            return "";
        }
    }

    // A slash is the one character that routing leaves encoded.
    private static string Decoded(string orderId) => orderId.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
