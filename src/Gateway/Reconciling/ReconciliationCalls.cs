using System.Collections.Immutable;
using CryptoPay.Gateway.Answers;
using CryptoPay.Grains.Interfaces.Reconciling;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Gateway.Reconciling;

/// <summary>Asks the grains that compare accounts with us.</summary>
internal sealed class ReconciliationCalls(IGrainFactory grains, ProcessorAccounts accounts, TimeProvider time)
{
    public async Task<IResult> Start(ReconciliationBody body, string who)
    {
        var named = Named(body.Account);
        if (named.IsEmpty) return NoAccount;
        var answerTime = new AnswerTime(time);
        var views = await Task.WhenAll(named.Select(async account =>
            await answerTime.Ask(() => GrainOf(account).Start(new ReconciliationRequest(body.From, body.To, who)))
                is { } report
                    ? ReconciliationView.Of(report)
                    : ReconciliationView.NotListed(account)));
        return TypedResults.Accepted("/v1/reconciliations", new ReconciliationList([.. views]));
    }

    public async Task<IResult> List(string? account)
    {
        var named = Named(account ?? "");
        if (named.IsEmpty) return NoAccount;
        var answerTime = new AnswerTime(time);
        var all = await Task.WhenAll(named.Select(async name =>
        {
            var known = await answerTime.Ask(() => GrainOf(name).Get());
            var views = known.Reports.Select(ReconciliationView.Of);
            return known.CanList ? views : views.Prepend(ReconciliationView.NotListed(name));
        }));
        return TypedResults.Ok(new ReconciliationList(
            [.. all.SelectMany(views => views).OrderByDescending(view => view.StartedAt, StringComparer.Ordinal)]));
    }

    public async Task<IResult> Find(string account, string reconciliationId, bool isCsv)
    {
        if (account == "" || Named(account) is not [var name]) return NoAccount;
        var report = await new AnswerTime(time).Ask(() => GrainOf(name).Report(reconciliationId));
        if (report is null)
        {
            return Problems.Of(
                StatusCodes.Status404NotFound, ProblemCodes.NotFound,
                "There is no reconciliation of this ID. The last 10 of each account are kept.");
        }

        var findings = ReconciliationFindings.Of(report);
        return isCsv ? new CsvFindings(findings) : TypedResults.Ok(findings);
    }

    /// <param name="account">In any case, as in the settings; "" for all.</param>
    private ImmutableArray<string> Named(string account) => account == ""
        ? accounts.Names
        : [.. accounts.Names.Where(name => name.Equals(account, StringComparison.OrdinalIgnoreCase))];

    private IResult NoAccount => Problems.Of(
        StatusCodes.Status404NotFound, ProblemCodes.AccountNotFound,
        $"There is no processor account of this name. There are: {string.Join(", ", accounts.Names)}.");

    private IReconciliationGrain GrainOf(string account) =>
        grains.GetGrain<IReconciliationGrain>(IReconciliationGrain.KeyOf(account));
}
