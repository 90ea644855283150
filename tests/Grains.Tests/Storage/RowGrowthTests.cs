using CryptoPay.Payments;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Grains.Tests.Storage;

/// <summary>
/// Whatever a caller, a payer or a processor repeats: from some time on the row takes no more. Each is done a thousand
/// times, and then five hundred times again.
/// </summary>
public sealed class RowGrowthTests
{
    private const int BytesMax = 500_000;

    private static readonly Dictionary<string, (Func<GrowingRow> Begun, Action<GrowingRow, int> Again)> Ways = new()
    {
        ["a repeat with new metadata keys"] = (GrowingRow.Opened, (row, i) => row.Create(20, key => $"key-{i}-{key}")),
        ["a repeat with new metadata values"] =
            (GrowingRow.Opened, (row, i) => row.Create(20, key => $"key-{key}", $"{i}{new string('x', 400)}")),
        ["a next invoice that is refused"] = (
            () => new GrowingRow().Create(0, _ => ""),
            (row, i) => row.Do(at => new Command.RecordRefusal(row.Intent.Current.AttemptId, "no", false, at))
                .Do(at => new Command.StartInvoice($"attempt-{i}", "sandbox", at))),
        ["a next invoice that expires"] = (GrowingRow.Opened, (row, i) => row.See(Expired(row))
            .Do(at => new Command.StartInvoice($"attempt-{i}", "sandbox", at))
            .Do(at => new Command.RecordInvoice(
                row.Intent.Current.AttemptId, GrowingRow.New(row.Intent.Current.AttemptId, at), at))),
        ["a refund of a cent"] = (GrowingRow.Settled, (row, i) => row.Do(at => new Command.RequestRefund(
            $"R-{i}", "key", 0.01m, ["sandbox"], at))),
        ["a refund that is refused"] = (GrowingRow.Settled, (row, i) => row
            .Do(at => new Command.RequestRefund($"R-{i}", "key", 1m, ["sandbox"], at))
            .Do(at => new Command.RecordRefundRefusal($"R-{i}", "no", false, at))),
        ["a refund that is taken back, as its account cannot be reached"] = (
            () => GrowingRow.Settled().Do(at => new Command.RequestRefund("R", "key", 1m, ["sandbox"], at)),
            (row, i) => row.Do(at => new Command.SendRefund("R", at)).Do(at => new Command.TakeRefundBack("R", at))),
        ["a person who says that a cent more was returned"] = (GrowingRow.Settled, (row, i) => row.Do(at =>
            new Command.Resolve(new ReviewResolution(
                ReviewOutcome.Returned, row.Invoice.InvoiceId, 0.01m * i, new string('x', 500), "ops"), at))),
        ["dust to one invoice"] = (GrowingRow.Opened, (row, i) => row.See(row.Invoice with
        {
            AmountPaid = 0.01m * i,
            Payments = [.. Enumerable.Range(0, i).Select(tx => GrowingRow.Paid($"tx-{tx}", 0.0000001m))],
        })),
        ["a payment that comes and goes"] = (GrowingRow.Opened, (row, i) => row.See(row.Invoice with
        {
            AmountPaid = i % 2,
            Payments = i % 2 == 0 ? [] : [GrowingRow.Paid($"tx-{i}", 0.00001m)],
        })),
        ["a verdict that comes and goes"] = (GrowingRow.Settled, (row, i) => row.See(row.Invoice with
        {
            Status = i % 2 == 0 ? InvoiceStatus.Settled : InvoiceStatus.Expired,
            StatusText = $"word {i}",
        })),
        ["answers that make no sense, and then do"] = (GrowingRow.Opened, (row, i) => row
            .Do(at => new Command.RecordNonsense("attempt-0", "not_json", at)).See(row.Invoice)),
        ["a creation that rests and is asked for again"] = (
            () => new GrowingRow().Create(0, _ => ""),
            (row, i) => row.Do(at => new Command.RestCreation("attempt-0", "timeout", true, at))
                .Do(at => new Command.ResumeCreation("attempt-0", at))),
        ["an account that is passed over"] = (
            () => new GrowingRow().Create(0, _ => ""),
            (row, i) => row.Do(at => new Command.PassOver("attempt-0", i % 2 == 0 ? "sandbox" : "other", at))),
        ["a stray"] = (GrowingRow.Opened, (row, i) => row.Do(at => new Command.RecordLookUp(
            "sandbox", [GrowingRow.New($"stray-{i}", at)], at, at))),
        ["dust to a stray"] = (GrowingRow.Opened, (row, i) => row.Do(at => new Command.RecordLookUp(
            "sandbox", [GrowingRow.New("stray", at) with { AmountPaid = 0.01m * i }], at, at))),
        ["a refund of which two differ"] = (
            () => GrowingRow.Settled().Do(at => new Command.RequestRefund("R", "key", 1m, ["sandbox"], at)),
            (row, i) => row.Do(at => new Command.ObserveRefund("R", Refund(row, i), at))),
    };

    public static TheoryData<string> Names => [.. Ways.Keys];

    /// <summary>Numbers in it have more digits by then, and what is encrypted is not always as long.</summary>
    private const int SlackBytes = 2_000;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_row_does_not_grow_without_end(string way)
    {
        var (begun, again) = Ways[way];
        var row = begun();
        var bytes = row.Times(1, 1000, again).Bytes;
        TestContext.Current.TestOutputHelper!.WriteLine($"{way}: {bytes:N0} bytes");
        Assert.InRange(bytes, 0, BytesMax);
        Assert.InRange(row.Times(1001, 500, again).Bytes, 0, bytes + SlackBytes);
    }

    private static Invoice Expired(GrowingRow row) => row.Invoice with { Status = InvoiceStatus.Expired };

    private static Refund Refund(GrowingRow row, int i) => new()
    {
        ProcessorRefundId = new Sensitive($"refund-{i % 2}"),
        InvoiceId = row.Invoice.InvoiceId,
        Amount = row.Intent.Price with { Amount = 1m },
        Status = RefundStatus.Pending,
        StatusText = $"word {i}",
    };
}
