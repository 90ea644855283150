using System.Text.Json;
using CryptoPay.Sandbox.Storage;
using Microsoft.AspNetCore.Mvc;

namespace CryptoPay.Sandbox.Orders;

/// <summary>One call of a control: the order that it names, in all dialects.</summary>
/// <param name="RouteOrderId">As routing gives it: a slash is still encoded.</param>
internal sealed record OrderCall(
    [FromRoute(Name = "orderId")] string RouteOrderId,
    HttpRequest Request,
    IEnumerable<IDialect> Dialects,
    SandboxDatabase Database)
{
    public string OrderId => RouteOrderId.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Newest first.</summary>
    public (IDialect Dialect, OrderInvoice Invoice)[] Invoices() =>
        [.. Dialects
            .SelectMany(dialect => dialect.OfOrder(OrderId).Select(invoice => (dialect, invoice)))
            .OrderByDescending(found => found.invoice.CreatedAt)];

    public IResult ApplyToAll(OrderControl control)
    {
        foreach (var (dialect, invoice) in Invoices().Reverse())
        {
            dialect.Apply(invoice.InvoiceId, control);
        }
        return Show();
    }

    public IResult EndRefunds(bool isPaidOut)
    {
        foreach (var (dialect, invoice) in Invoices().Reverse())
        {
            dialect.EndRefunds(invoice.InvoiceId, isPaidOut);
        }
        return Show();
    }

    public IResult Show()
    {
        var invoices = Invoices().Select(found => found.Invoice).ToList();
        return invoices.Count == 0
            ? Results.Problem(detail: "The sandbox has no invoice of this order.", statusCode: 404)
            : SandboxJson.Ok(new Order(OrderId, Database.RefusesWebhooks(OrderId), invoices));
    }

    /// <summary>A field of the query or of a JSON body of any declared type, as text; null for none.</summary>
    public async Task<string?> Field(string name)
    {
        if (Request.Query.TryGetValue(name, out var values))
        {
            return values.ToString();
        }
        using var body = new MemoryStream();
        await Request.Body.CopyToAsync(body, Request.HttpContext.RequestAborted);
        if (body.Length == 0)
        {
            return null;
        }
        try
        {
            using var json = JsonDocument.Parse(body.ToArray());
            return json.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // No JSON object: a value that no field takes, so it is refused by the field's name.
            return "";
        }
    }
}
