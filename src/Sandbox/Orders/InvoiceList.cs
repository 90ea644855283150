using CryptoPay.Sandbox.Pages;
using CryptoPay.WebPages;

namespace CryptoPay.Sandbox.Orders;

/// <summary>The newest invoices of all dialects, each with a link to its page.</summary>
internal static class InvoiceList
{
    private const int InvoicesShown = 50;

    public static void MapInvoiceList(this IEndpointRouteBuilder sandbox) => sandbox.MapGet("", Index);

    private static IResult Index(HttpContext http, IEnumerable<IInvoiceBook> books)
    {
        var rows = books
            .SelectMany(book => book.Newest(InvoicesShown))
            .OrderByDescending(invoice => invoice.CreatedAt)
            .Take(InvoicesShown)
            .Select(invoice => Row(invoice, http.Request.PathBase))
            .ToList();
        return SandboxPage.Answer(http, "Sandbox invoices", Html.Of(
            $"""
            <main class="wide">
              <header><p class="badge">Sandbox</p><h1>Invoices</h1></header>
              <p class="quiet"><a href="{http.Request.PathBase}/sandbox/genesys">Genesys Cloud</a></p>
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
