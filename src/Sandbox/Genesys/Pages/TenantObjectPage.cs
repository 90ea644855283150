using CryptoPay.Sandbox.Genesys.Tenant;
using CryptoPay.Sandbox.Pages;
using CryptoPay.WebPages;

namespace CryptoPay.Sandbox.Genesys.Pages;

/// <summary>One thing as the agent sees it, what happened to it below, and buttons that play the agent.</summary>
internal static class TenantObjectPage
{
    public static IResult Answer(HttpContext http, TenantObject one, IReadOnlyList<TenantObject> comments)
    {
        var own = TenantPages.PathOf(http, one, show: "");
        return SandboxPage.Answer(http, $"Sandbox {one.Id}", Html.Of(
            $"""
            <main class="wide" data-status-url="{own}" data-version="{one.Calls.Length}">
              <header><p class="badge">Sandbox</p><h1>{TenantView.Title(one.Kind)} {one.Id}</h1></header>
              <section aria-label="Now">
                <p class="amount"><span role="status">{TenantView.Now(one)}</span></p>
                {TenantPages.Table(["Field", "Value"], StateChanges.Leaves(one.State).Select(leaf => Html.Of(
                    $"<tr><td>{leaf.Key}</td><td>{leaf.Value}</td></tr>")))}
              </section>
              {Comments(comments)}
              {Controls(one, own)}
              <section aria-labelledby="calls">
                <h2 id="calls">What happened</h2>
                {TenantPages.Table(["At (UTC)", "Call", "Changed"], one.Calls.Reverse().Select(Call))}
              </section>
              <p class="quiet"><a href="{http.Request.PathBase}/sandbox/genesys">all of Genesys Cloud</a></p>
            </main>
            """));
    }

    private static Html Comments(IReadOnlyList<TenantObject> comments) => comments.Count == 0 ? Html.Empty : Html.Of(
        $"""
        <section aria-labelledby="comments">
          <h2 id="comments">Comments</h2>
          {TenantPages.Table(["At (UTC)", "Comment"], comments.Select(comment => Html.Of(
              $"""<tr><td class="time">{comment.CreatedAt:HH:mm:ss}</td><td>{comment.Text("content")}</td></tr>""")))}
        </section>
        """);

    private static Html Call(TenantCall call)
    {
        var changes = call.Changes.Select(change => change.Before == ""
            ? Html.Of($"<li>{change.Field}: {change.After}</li>")
            : Html.Of($"<li>{change.Field}: {change.Before} → {change.After}</li>"));
        var outcome = call switch
        {
            { Status: >= 400 } => Html.Of($"refused with {call.Status}"),
            { Changes: [] } => Html.Of($"nothing"),
            _ => Html.Of($"<ul>{Html.Join(changes)}</ul>"),
        };
        return Html.Of(
            $"""<tr><td class="time">{call.At:HH:mm:ss.fff}</td><td>{call.Call}</td><td>{outcome}</td></tr>""");
    }

    private static Html Controls(TenantObject one, string own) => one.Kind switch
    {
        TenantKind.WorkItem => Form(Html.Of(
            $"""
            <button class="main" formaction="{own}/close">Close</button>
            <button formaction="{own}/terminate">Terminate</button>
            """)),
        TenantKind.Conversation => Form(Html.Of(
            $"""<button class="main" formaction="{own}/hang-up">Hang up</button>""")),
        _ => Html.Empty,
    };

    private static Html Form(Html buttons) => Html.Of(
        $"""
        <section class="sandbox" aria-labelledby="sandbox">
          <h2 id="sandbox">Sandbox</h2>
          <p class="quiet">You are the agent: make something happen.</p>
          <form class="controls" method="post">{buttons}</form>
        </section>
        """);
}
