using System.Text.Json.Nodes;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Payments.Reconciling;

namespace CryptoPay.Gateway.Reconciling;

/// <summary>
/// Where operators compare processor accounts with us. An account may serve several merchants, so a report of it is for
/// who reaches all of them.
/// </summary>
internal static class ReconciliationEndpoints
{
    private const string FormatRule = "json or csv; without it json";

    public static IEnumerable<KnownWords> Words =>
    [
        new(typeof(ReconciliationView), nameof(ReconciliationView.Status),
        [
            ReconciliationView.Running, ReconciliationView.Finished, ReconciliationView.Unfinished,
            ReconciliationView.NotListedStatus,
        ]),
        new(typeof(KindView), nameof(KindView.Kind), Kinds),
        new(typeof(DifferenceView), nameof(DifferenceView.Kind), Kinds),
    ];

    private static string[] Kinds => [.. Enum.GetValues<DifferenceKind>().Select(kind => kind.Name())];

    public static void MapReconciliations(this IEndpointRouteBuilder app)
    {
        var reconciliations = app.MapGroup("/v1/reconciliations").WithTags("Reconciliations").DescribeScope();
        reconciliations.MapPost("", Start).RequireOperator(Scopes.OpsRead)
            .WithSummary("Compares processor accounts with us, beside the daily comparison.")
            .WithDescription(
                "Answered when it is written; it goes on by itself. One that is under way is answered in place of a new "
                + "one. Orders that differ read their invoices, and nothing else is changed.")
            .Takes(_ => ReconciliationBody.Fields, new JsonObject { ["account"] = "btcpay" }, isRequired: false)
            .Produces<ReconciliationList>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound);
        reconciliations.MapGet("", (string? account, ReconciliationCalls calls) => calls.List(account))
            .RequireOperator(Scopes.OpsRead)
            .WithSummary("The last comparisons of processor accounts with us, newest first.")
            .WithDescription("account: only of this one.")
            .Produces<ReconciliationList>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        reconciliations.MapGet("/{account}/{reconciliationId}", Find).RequireOperator(Scopes.OpsRead)
            .Shows(Look.Reconciliation)
            .WithSummary("What a comparison has found.")
            .WithDescription($"format: {FormatRule}.")
            .Produces<ReconciliationFindings>(StatusCodes.Status200OK, "application/json", "text/csv")
            .Produces<HttpValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<IResult> Start(
        HttpContext http, BodyReader bodies, ReconciliationCalls calls, TimeProvider time) =>
        bodies.Read(http, body => ReconciliationBody.Parse(body, time.GetUtcNow()), body =>
            calls.Start(body, http.User.Name()));

    private static Task<IResult> Find(
        string account, string reconciliationId, string? format, HttpContext http, ReconciliationCalls calls)
    {
        if (format is not (null or "" or "json" or "csv"))
        {
            return Task.FromResult<IResult>(
                Problems.OfFields(new Dictionary<string, string[]> { ["format"] = [FormatRule] }));
        }

        http.LooksAt(new LookedAt(""));
        return calls.Find(account, reconciliationId, format == "csv");
    }
}
