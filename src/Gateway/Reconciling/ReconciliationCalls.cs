using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CryptoPay.Gateway.Accounts;
using CryptoPay.Gateway.Answers;
using CryptoPay.Grains.Interfaces.Reconciling;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Gateway.Reconciling;

/// <summary>Asks the grains that compare accounts with us.</summary>
internal sealed class ReconciliationCalls(IGrainFactory grains, ProcessorAccounts accounts, TimeProvider time)
{
    public async Task<IResult> Start(ReconciliationBody body, string who)
    {
        if (!TryFind(body.Account, out var named, out var problem)) return problem;
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
        if (!TryFind(account ?? "", out var named, out var problem)) return problem;
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
        if (!accounts.TryFind(account, out var name, out var problem)) return problem;
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

    /// <param name="account">"" for all.</param>
    private bool TryFind(
        string account, out ImmutableArray<string> named, [NotNullWhen(false)] out IResult? problem)
    {
        (named, problem) = (accounts.Names, null);
        // Where there is none at all, that is said too.
        if (account == "" && !named.IsEmpty) return true;
        if (!accounts.TryFind(account, out var one, out problem)) return false;
        named = [one];
        return true;
    }

    private IReconciliationGrain GrainOf(string account) =>
        grains.GetGrain<IReconciliationGrain>(IReconciliationGrain.KeyOf(account));
}
