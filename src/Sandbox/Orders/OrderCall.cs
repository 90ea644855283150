using System.Globalization;
using System.Text.Json;
using CryptoPay.Sandbox.Calls;
using CryptoPay.Sandbox.Storage;
using Microsoft.AspNetCore.Mvc;

namespace CryptoPay.Sandbox.Orders;

/// <summary>One call of a control: the order that it names, in the books of all dialects.</summary>
/// <param name="RouteOrderId">As routing gives it: a slash is still encoded.</param>
internal sealed record OrderCall(
    [FromRoute(Name = "orderId")] string RouteOrderId,
    HttpRequest Request,
    IEnumerable<IInvoiceBook> Books,
    SandboxDatabase Database)
{
    private const decimal AmountMax = 1_000_000_000_000m;

    private byte[]? body;

    public string OrderId => RouteOrderId.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Newest first.</summary>
    public Found[] Invoices() =>
        [.. Books
            .SelectMany(book => book.OfOrder(OrderId).Select(invoice => new Found(book, invoice)))
            .OrderByDescending(found => found.Invoice.CreatedAt)];

    /// <summary>To the invoice that <c>invoiceId</c> names, or to every one.</summary>
    public Task<IResult> ApplyToAll(OrderControl control) => Apply(control, all => all.Reverse());

    /// <summary>
    /// To the invoice that <c>invoiceId</c> names, or to the newest that can take it; a payable one comes first.
    /// </summary>
    public Task<IResult> ApplyToOne(OrderControl control) => Apply(control, all => all
        .OrderByDescending(found => found.Invoice.IsPayable && control is OrderControl.Pay)
        .ThenByDescending(found => RefusalOf(found, control) is null)
        .Take(1));

    public IResult Apply(RefundControl control)
    {
        var found = Invoices();
        if (!found.All(each => each.Book.Knows(control)))
            return SandboxJson.Refuse("amount", Only(book => book.Knows(control)));
        foreach (var (book, invoice) in found.Reverse()) book.Apply(invoice.InvoiceId, control);
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
        if (Request.Query.TryGetValue(name, out var values)) return values.ToString();
        if ((body ??= await Request.ReadBytes()).Length == 0) return null;
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // No JSON object: a value that no field takes, so it is refused by the field's name.
            return "";
        }
    }

    /// <summary>False where the field is there and no amount from <paramref name="least"/> on.</summary>
    public async Task<(bool IsGood, decimal? Amount)> Amount(string name, decimal least)
    {
        if (await Field(name) is not { } given) return (true, null);
        var isNumber = decimal.TryParse(
            given, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount);
        return (isNumber && amount >= least && amount <= AmountMax, amount);
    }

    private async Task<IResult> Apply(OrderControl control, Func<Found[], IEnumerable<Found>> otherwise)
    {
        var all = Invoices();
        var targets = otherwise(all).ToList();
        if (all.Length > 0 && await Field("invoiceId") is { } wanted)
        {
            targets = [.. all.Where(found => found.Invoice.InvoiceId == wanted)];
            if (targets.Count == 0) return SandboxJson.Refuse("invoiceId", "is of no invoice of this order");
        }
        foreach (var target in targets)
        {
            if (RefusalOf(target, control) is { } refusal) return SandboxJson.Refuse(control.Subject, refusal);
        }
        foreach (var (book, invoice) in targets) book.Apply(invoice.InvoiceId, control);
        return Show();
    }

    private string? RefusalOf(Found target, OrderControl control) => target.Book.Knows(control)
        ? target.Book.RefusalOf(target.Invoice.InvoiceId, control)
        : Only(book => book.Knows(control));

    private string Only(Func<IInvoiceBook, bool> knows) =>
        $"is for {string.Join(" and ", Books.Where(knows).Select(book => book.Processor))}'s invoices alone";

    /// <summary>An invoice of the order, and the book that has it.</summary>
    internal sealed record Found(IInvoiceBook Book, OrderInvoice Invoice);
}
