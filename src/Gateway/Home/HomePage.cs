using CryptoPay.Gateway.Access;
using CryptoPay.WebPages;
using Microsoft.AspNetCore.Authentication;

namespace CryptoPay.Gateway.Home;

/// <summary>
/// What whoever opens the gateway's address sees: the ways in, and nothing that a stranger may not know. Who is signed
/// in can sign out here.
/// </summary>
internal static class HomePage
{
    public static void MapHome(this IEndpointRouteBuilder app) => app
        .MapGet("/", (Delegate)Show).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> Show(HttpContext context)
    {
        var session = await context.AuthenticateAsync(OperatorCookie.Scheme);
        return new Page("CryptoPay", Html.Of(
            $"""
            <main>
              <header><h1>CryptoPay</h1></header>
              <section>
                <p>This gateway takes crypto payments for a contact center. If you came here to pay, please use the link
                  that you were given.</p>
                {(session.Principal is { } who ? SignedInAs(who.Name()) : Html.Empty)}
              </section>
              <section>
                <ul class="links">
                  <li><a href="/scalar"><strong>API</strong><span>What a flow, script or bot calls</span></a></li>
                  <li><a href="/dashboard"><strong>Dashboard</strong><span>For operators, who sign in</span></a></li>
                  <li><a href="/health/ready"><strong>Health</strong><span>Whether it can take a payment now</span></a></li>
                </ul>
              </section>
            </main>
            """)).Answer(context);
    }

    private static Html SignedInAs(string name) => Html.Of(
        $"""
        <form method="post" action="/logout">
          <p>Signed in as <strong>{name}</strong></p>
          <button>Sign out</button>
        </form>
        """);
}
