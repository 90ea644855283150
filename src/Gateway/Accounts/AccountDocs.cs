using CryptoPay.Gateway.ApiDocs;

namespace CryptoPay.Gateway.Accounts;

/// <summary>What OpenAPI says of processor accounts.</summary>
internal static class AccountDocs
{
    public static void DescribeAccounts(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("The configured processor accounts, and which of them are paused.")
        .Produces<AccountList>();

    public static void DescribePause(this RouteHandlerBuilder endpoint, string summary) => endpoint
        .WithSummary(summary)
        .WithDescription("Written before it is answered, and so from then on true of every create. Again: no change.")
        .Takes(_ => PauseBody.Fields, new() { ["reason"] = "The wallet is being moved." }, isRequired: false)
        .Produces<AccountView>()
        .ProducesProblem(StatusCodes.Status404NotFound);
}
