using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Gateway.Bodies;

namespace CryptoPay.Gateway.Accounts;

/// <summary>Where operators say whether a processor account makes new invoices.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var accounts = app.MapGroup("/v1/accounts").WithTags("Processor accounts").DescribeScope();
        accounts.MapGet("", (AccountCalls calls) => calls.List()).RequireOperator(Scopes.OpsRead).DescribeAccounts();
        accounts.MapPost("/{account}/pause", Pause).RequireOperator(Scopes.OpsWrite)
            .DescribePause("Has a processor account make no new invoices; what exists goes on.");
        accounts.MapPost("/{account}/resume", Resume).RequireOperator(Scopes.OpsWrite)
            .DescribePause("Has a paused processor account make invoices again.");
    }

    private static Task<IResult> Pause(string account, HttpContext http, BodyReader bodies, AccountCalls calls) =>
        SetPaused(true, account, http, bodies, calls);

    private static Task<IResult> Resume(string account, HttpContext http, BodyReader bodies, AccountCalls calls) =>
        SetPaused(false, account, http, bodies, calls);

    private static Task<IResult> SetPaused(
        bool isPaused, string account, HttpContext http, BodyReader bodies, AccountCalls calls) =>
        bodies.Read(http, PauseBody.Parse, reason =>
            calls.Answer(account, grain => grain.SetPaused(isPaused, http.User.Name(), reason)));
}
