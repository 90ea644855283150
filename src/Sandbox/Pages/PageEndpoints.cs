using CryptoPay.Sandbox.Orders;

namespace CryptoPay.Sandbox.Pages;

/// <summary>The list of invoices, and what all pages are styled by.</summary>
internal static class PageEndpoints
{
    private const int InvoicesShown = 50;

    public static void MapPages(this IEndpointRouteBuilder sandbox)
    {
        sandbox.MapGet("", Index);
        sandbox.MapGet("/assets/sandbox.css", () => Asset("sandbox.css", "text/css"));
        sandbox.MapGet("/assets/checkout.js", () => Asset("checkout.js", "text/javascript"));
    }

    private static IResult Asset(string name, string contentType) =>
        Results.Stream(typeof(PageEndpoints).Assembly.GetManifestResourceStream(name)!, contentType);

    private static IResult Index(HttpContext http, IEnumerable<IDialect> dialects)
    {
        var rows = dialects
            .SelectMany(dialect => dialect.Newest(InvoicesShown))
            .OrderByDescending(invoice => invoice.CreatedAt)
            .Take(InvoicesShown)
            .Select(invoice => Row(invoice, http.Request.PathBase))
            .ToList();
        return Page.Answer(http, "Sandbox invoices", Html.Of(
            $"""
            <main class="wide">
              <header><p class="badge">Sandbox</p><h1>Invoices</h1></header>
              {(rows.Count == 0 ? Html.Of($"<p>No invoice yet. Create one, then reload this page.</p>") : Table(rows))}
            </main>
            """));
    }

    private static Html Table(IReadOnlyList<Html> rows) => Html.Of(
        $"""
        <table>
          <thead><tr><th>Order</th><th>Amount</th><th>Status</th><th>Created (UTC)</th><th>Processor</th></tr></thead>
          <tbody>{Html.Join(rows)}</tbody>
        </table>
        """);

    private static Html Row(OrderInvoice invoice, string pathBase)
    {
        var name = invoice.OrderId == "" ? invoice.InvoiceId : invoice.OrderId;
        return Html.Of(
            $"""
            <tr>
              <td><a href="{pathBase}{invoice.PagePath}">{name}</a></td>
              <td>{invoice.Amount} {invoice.Currency}</td>
              <td>{invoice.Status}{(invoice.AdditionalStatus == "None" ? "" : ", " + invoice.AdditionalStatus)}</td>
              <td>{invoice.CreatedAt:yyyy-MM-dd HH:mm:ss}</td>
              <td>{invoice.Processor}</td>
            </tr>
            """);
    }
}
