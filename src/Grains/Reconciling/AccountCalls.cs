using System.Collections.Immutable;
using CryptoPay.Grains.Effects;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.Reconciling;

/// <summary>
/// A run's calls to its account: one at a time and none without a pause, beside the places of orders, so that no order
/// waits for one. A pause that the processor asked anybody for holds here too.
/// </summary>
internal sealed class AccountCalls(
    string account, IListingProcessor list, IPaymentProcessor processor, ReconciliationPolicy policy,
    EffectContext context)
{
    private const int TriesMax = 6;

    public string Account => account;

    public Task<ProcessorResult<ListedPage>> List(
        ListingWindow window, string? continueAt, CancellationToken cancellation) =>
        Call(() => list.ListInvoices(window, continueAt, cancellation), cancellation);

    public Task<ProcessorResult<Invoice>> Read(string invoiceId, CancellationToken cancellation) =>
        Call(() => processor.ReadInvoice(invoiceId, cancellation), cancellation);

    public Task<ProcessorResult<ImmutableArray<Invoice>>> Find(OrderKey order, CancellationToken cancellation) =>
        Call(() => processor.FindInvoices(order, cancellation), cancellation);

    public Task Pause(CancellationToken cancellation) => Wait(policy.Pause, cancellation);

    /// <summary>What passes by itself is tried again for some time.</summary>
    private async Task<ProcessorResult<T>> Call<T>(
        Func<Task<ProcessorResult<T>>> call, CancellationToken cancellation)
    {
        for (var failures = 1; ; failures++)
        {
            await Pause(cancellation);
            if (context.Rests.Of(account, isOfCreates: false) is { } rest)
                await Wait(rest.Until - context.Now, cancellation);
            var answer = await call();
            if (answer is not ProcessorResult<T>.Unavailable away || failures == TriesMax) return answer;
            var asked = away.RetryAfter > context.Polling.PauseMax ? context.Polling.PauseMax : away.RetryAfter;
            await Wait(Schedule.BackoffAfter(failures, asked, Jitter.Draw(), context.Polling), cancellation);
        }
    }

    private Task Wait(TimeSpan wait, CancellationToken cancellation) =>
        wait > TimeSpan.Zero ? Task.Delay(wait, context.Time, cancellation) : Task.CompletedTask;
}
