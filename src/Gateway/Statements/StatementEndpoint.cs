using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Grains.Interfaces;

namespace CryptoPay.Gateway.Statements;

/// <summary>What an accountant closes a month with.</summary>
internal static class StatementEndpoint
{
    private const string Csv = "text/csv";
    private const string FormatRule = "json or csv; without it csv where Accept has text/csv";

    /// <summary>Of each page: no caller waits on the line.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(25);

    public static void MapStatements(this IEndpointRouteBuilder app) => app.MapGroup("/v1/statements")
        .WithTags("Statements").DescribeGroup()
        .MapGet("", Read).RequireScope(Scopes.OpsRead).Shows(Look.Statement)
        .WithSummary("What a merchant's money did in a month.")
        .WithDescription(
            $"month: {StatementMonth.MonthRule}. timeZone: {StatementMonth.ZoneRule}. format: {FormatRule}. One line "
            + "for each change of an order's money, and sums by currency and kind. As CSV the lines alone.")
        .Produces<Statement>(StatusCodes.Status200OK, "application/json", Csv)
        .Produces<HttpValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json");

    private static async Task<IResult> Read(
        string? month, string? timeZone, string? format, HttpContext http, IGrainFactory grains, TimeProvider time)
    {
        if (!NamedMerchant.TryFindOne(http, out var merchant, out var problem)) return problem;
        var isGood = StatementMonth.TryParse(month, timeZone, out var asked, out var errors);
        if (format is not (null or "" or "json" or "csv")) errors["format"] = [FormatRule];
        if (!isGood || errors.Count > 0) return Problems.OfFields(errors);

        http.LooksAt(new LookedAt(merchant));
        var accepted = http.Request.GetTypedHeaders().Accept;
        var isCsv = format is "csv" || (string.IsNullOrEmpty(format)
            && accepted.Any(type => type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase)));
        var isOver = time.GetUtcNow() >= asked!.To;
        return new StatementStream(merchant, asked, isCsv, isOver, await Page(""), Page);

        Task<StatementPage> Page(string cursor) => new AnswerTime(time, AnswerMax).Ask(() =>
            grains.GetGrain<IStatementGrain>(0).Read(new StatementQuery(merchant, asked!.From, asked.To, cursor)));
    }
}
