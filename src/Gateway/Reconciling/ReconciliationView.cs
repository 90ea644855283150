using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces.Reconciling;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Reconciling;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Reconciling;

/// <summary>A run as operators see it; never null.</summary>
/// <param name="ReconciliationId">"" where the account cannot be listed.</param>
/// <param name="Status">
/// running; finished; unfinished: what was made at comparedUntil or later was not seen; or not_listed: the account
/// cannot be listed, so nobody can tell whether it and we agree.
/// </param>
/// <param name="ErrorCode">Why it is unfinished; "" where it is not.</param>
/// <param name="From">Of invoices made at this time or later and before the next. ISO 8601 in UTC, as all times.</param>
/// <param name="EndedAt">"" while it is under way.</param>
/// <param name="Invoices">Invoices of ours that the processor showed.</param>
/// <param name="Orders">Orders of ours made in that time, at whatever account.</param>
/// <param name="Strangers">Invoices there that are not ours.</param>
/// <param name="Standing">Differences that there are still.</param>
/// <param name="Repaired">Differences that were gone after the orders had read.</param>
/// <param name="Kinds">Of each kind that there is any of.</param>
internal sealed record ReconciliationView(
    string Account, string ReconciliationId, string Status, string ErrorCode, string From, string To,
    string ComparedUntil, string StartedAt, string StartedBy, string EndedAt, int Invoices, int Orders, int Strangers,
    int Standing, int Repaired, ImmutableArray<KindView> Kinds)
{
    public const string Running = "running";
    public const string Finished = "finished";
    public const string Unfinished = "unfinished";
    public const string NotListedStatus = "not_listed";

    public static ReconciliationView NotListed(string account) =>
        new(account, "", NotListedStatus, "", "", "", "", "", "", "", 0, 0, 0, 0, 0, []);

    public static ReconciliationView Of(ReconciliationReport report) => new(
        report.Account, report.Id,
        report.EndedAt is null ? Running : report.IsFinished ? Finished : Unfinished,
        report.ErrorCode, WireTime.Of(report.From), WireTime.Of(report.To), WireTime.Of(report.ComparedUntil),
        WireTime.Of(report.StartedAt), report.StartedBy, WireTime.Of(report.EndedAt), report.InvoiceCount,
        report.OrderCount,
        report.StrangerCount, report.StandingCount, report.RepairedCount,
        [.. report.Counts.Select(count => new KindView(count.Kind.Name(), count.Standing, count.Repaired))]);
}

internal sealed record KindView(string Kind, int Standing, int Repaired);

/// <param name="Reconciliations">Newest first.</param>
internal sealed record ReconciliationList(ImmutableArray<ReconciliationView> Reconciliations);

/// <summary>A run with what it has found.</summary>
/// <param name="Differences">Those that stand first.</param>
/// <param name="LeftOut">So many more there are: a report keeps 1,000.</param>
internal sealed record ReconciliationFindings(
    ReconciliationView Reconciliation, ImmutableArray<DifferenceView> Differences, int LeftOut)
{
    public static ReconciliationFindings Of(ReconciliationReport report) => new(
        ReconciliationView.Of(report), [.. report.Differences.Select(DifferenceView.Of)],
        report.StandingCount + report.RepairedCount - report.Differences.Length);
}

/// <summary>One invoice of which the processor and we do not say the same. Amounts are strings, "" where unknown.</summary>
/// <param name="Kind">As docs/operations.md lists them.</param>
/// <param name="Repaired">It was gone after the order had read.</param>
/// <param name="InvoiceId">The processor's; "" where not even that could be read.</param>
/// <param name="IsoCode">Of the processor's price, or of ours where it shows none.</param>
internal sealed record DifferenceView(
    string Kind, bool Repaired, string Merchant, string OrderId, string InvoiceId, string IsoCode, SideView Ours,
    SideView Theirs)
{
    public static DifferenceView Of(Difference difference) => new(
        difference.Kind.Name(), difference.IsRepaired, difference.Order.Merchant, difference.Order.OrderId,
        difference.InvoiceId, (difference.Theirs ?? difference.Ours)?.Price.Currency ?? "",
        SideView.Of(difference.Ours), SideView.Of(difference.Theirs));
}

/// <summary>What one side says; "" in all where it knows no such invoice.</summary>
internal sealed record SideView(
    string Status, string Amount, string IsoCode, string AmountPaid, string AmountRefunded)
{
    public static SideView Of(InvoiceSide? side) => side is null
        ? new("", "", "", "", "")
        : new(side.Status.ToString(), side.Price.ToWire(), side.Price.Currency, In(side, side.AmountPaid),
            In(side, side.AmountRefunded));

    private static string In(InvoiceSide side, decimal amount) => new Money(amount, side.Price.Currency).ToWire();
}
