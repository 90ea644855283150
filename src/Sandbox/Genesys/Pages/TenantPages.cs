using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Genesys.Tenant;
using CryptoPay.Sandbox.Genesys.Wire;
using CryptoPay.Sandbox.Pages;
using CryptoPay.WebPages;

namespace CryptoPay.Sandbox.Genesys.Pages;

/// <summary>What the tenant holds, as JSON for a test and as a page for a person.</summary>
internal static class TenantPages
{
    private const int Shown = 30;

    public static void MapTenantPages(this IEndpointRouteBuilder genesys)
    {
        genesys.MapGet("", (HttpContext http, TenantStore tenant) => List(http, tenant));
        foreach (var kind in TenantKind.All)
        {
            genesys.MapGet($"/{kind}", (TenantStore tenant) => GenesysJson.Answer(
                new JsonArray([.. tenant.Newest(kind, int.MaxValue).Select(TenantView.Of)])));
            genesys.MapGet($"/{kind}/{{**id}}", (string id, TenantStore tenant) => tenant.Find(kind, id) is { } one
                ? GenesysJson.Answer(TenantView.Of(one))
                : Results.NotFound());
            genesys.MapGet($"/show/{kind}/{{**id}}", (string id, HttpContext http, TenantStore tenant) =>
                tenant.Find(kind, id) is { } one
                    ? TenantObjectPage.Answer(http, one, tenant.Of(TenantKind.Comment, id))
                    : Results.NotFound());
        }
    }

    public static string PathOf(HttpContext http, TenantObject one, string show = "/show")
    {
        var id = string.Join('/', one.Id.Split('/').Select(Uri.EscapeDataString));
        return $"{http.Request.PathBase}/sandbox/genesys{show}/{one.Kind}/{id}";
    }

    /// <summary>Of rows that are made of cells already.</summary>
    public static Html Table(string[] heads, IEnumerable<Html> rows) => Html.Of(
        $"""
        <table>
          <thead><tr>{Html.Join(heads.Select(head => Html.Of($"<th>{head}</th>")))}</tr></thead>
          <tbody>{Html.Join(rows)}</tbody>
        </table>
        """);

    private static IResult List(HttpContext http, TenantStore tenant)
    {
        var kinds = TenantKind.All.Select(kind => (Kind: kind, Things: tenant.Newest(kind, Shown)))
            .Where(of => of.Things.Count > 0)
            .Select(of => Html.Of(
                $"""
                <section>
                  <h2>{TenantView.Title(of.Kind)}s</h2>
                  {Table(["ID", "Now", "Changed (UTC)", "Calls"], of.Things.Select(one => Row(http, one)))}
                </section>
                """))
            .ToList();
        return SandboxPage.Answer(http, "Sandbox Genesys Cloud", Html.Of(
            $"""
            <main class="wide">
              <header><p class="badge">Sandbox</p><h1>Genesys Cloud</h1></header>
              {(kinds.Count == 0 ? Html.Of($"<p>Nothing was written yet.</p>") : Html.Join(kinds))}
              <p class="quiet"><a href="{http.Request.PathBase}/sandbox">all invoices</a></p>
            </main>
            """));
    }

    private static Html Row(HttpContext http, TenantObject one) => Html.Of(
        $"""
        <tr>
          <td><a href="{PathOf(http, one)}">{one.Id}</a></td>
          <td>{TenantView.Now(one)}</td>
          <td class="time">{one.ChangedAt() ?? one.CreatedAt:yyyy-MM-dd HH:mm:ss}</td>
          <td>{one.Calls.Length}</td>
        </tr>
        """);
}
