using System.Globalization;
using CryptoPay.Grains.Effects;
using CryptoPay.Grains.Interfaces.Reconciling;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments.History;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Reconciling;

/// <summary>
/// One run at a time. Where it is stands in the row, so that it goes on from there wherever this grain wakes next.
/// </summary>
internal sealed partial class ReconciliationGrain(
    [PersistentState("reconciliation", PaymentIntentDocument.StorageName)]
    IPersistentState<ReconciliationDocument> storage,
    ProcessorAccounts accounts, IServiceProvider services, OurOrders orders, ReconciliationPolicy policy,
    EffectContext context, ILogger<ReconciliationGrain> logger)
    : RowGrain<ReconciliationDocument>(storage), IReconciliationGrain, IDisposable
{
    private const int ReportsMax = 10;

    /// <summary>The newest invoices are left to the next run: their creates may be under way.</summary>
    private static readonly TimeSpan Newest = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource leaving = new();
    private Task run = Task.CompletedTask;

    private string Account => accounts.Names.FirstOrDefault(
        name => IReconciliationGrain.KeyOf(name) == this.GetPrimaryKeyString(), this.GetPrimaryKeyString());

    private IListingProcessor? Listing =>
        services.GetKeyedService<IListingProcessor>(Account) is { CanList: true } listing ? listing : null;

    /// <summary>The one that is under way; null where none is.</summary>
    private ReconciliationReport? UnderWay => Committed.Reports is [{ EndedAt: null } first, ..] ? first : null;

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await leaving.CancelAsync();
        await run.WaitAsync(cancellationToken).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose() => leaving.Dispose();

    public async Task<ReconciliationReport?> Start(ReconciliationRequest request)
    {
        if (Listing is not { } listing) return null;
        if (UnderWay is null)
        {
            var to = context.Now - Newest;
            to = request.To < to ? request.To.Value : to;
            var from = request.From ?? to.AddDays(-policy.WindowDays);
            await Begin(Committed, from < to ? from : to, to, request.Who);
        }

        GoOn(listing);
        return Shown(Committed.Reports[0]);
    }

    public async Task<AccountReconciliations> Beat()
    {
        if (Listing is { } listing)
        {
            var due = policy.DueFor(context.Now);
            if (UnderWay is { } left && run.IsCompleted)
            {
                await Resume(left);
            }
            else if (Committed.DailyFor is null)
            {
                await Write(Committed with { DailyFor = due });
            }
            else if (policy.Daily && UnderWay is null && Committed.DailyFor < due)
            {
                var to = context.Now - Newest;
                await Begin(Committed with { DailyFor = due }, to.AddDays(-policy.WindowDays), to, Who.Schedule);
            }

            GoOn(listing);
        }

        return Answer();
    }

    public Task<AccountReconciliations> Get() => Task.FromResult(Answer());

    public Task<ReconciliationReport?> Report(string reconciliationId) =>
        Task.FromResult(Committed.Reports.FirstOrDefault(report => report.Id == reconciliationId));

    private AccountReconciliations Answer() => new(Listing is not null, [.. Committed.Reports.Select(Shown)]);

    private static ReconciliationReport Shown(ReconciliationReport report) => report with { Differences = [] };

    private Task Begin(ReconciliationDocument before, DateTimeOffset from, DateTimeOffset to, string who)
    {
        var report = new ReconciliationReport
        {
            Id = context.Now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture),
            Account = Account,
            StartedBy = who,
            StartedAt = context.Now,
            From = from,
            To = to,
            ComparedUntil = from,
        };
        return Write(before with
        {
            Reports = [report, .. before.Reports.Take(ReportsMax - 1)],
            Carried = [],
        });
    }

    private void GoOn(IListingProcessor listing)
    {
        if (UnderWay is null || !run.IsCompleted) return;
        var calls = new AccountCalls(
            Account, listing, services.GetRequiredKeyedService<IPaymentProcessor>(Account), policy, context);
        run = Run(calls, leaving.Token);
    }
}
