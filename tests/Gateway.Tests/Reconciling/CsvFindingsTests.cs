using CryptoPay.Gateway.Reconciling;
using CryptoPay.Gateway.Tests.Docs;
using CryptoPay.Grains.Interfaces.Reconciling;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Reconciling;
using Microsoft.AspNetCore.Http;

namespace CryptoPay.Gateway.Tests.Reconciling;

public sealed class CsvFindingsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_difference_is_one_row_with_what_both_sides_say() => Assert.Equal(
        "other_state,no,default,CC-1,inv-1,USD,100.00,Open,0.00,0.00,USD,100.00,Settled,100.00,0.00",
        (await Rows(Report(Of("inv-1"))))[1]);

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-1", "'-1")]
    [InlineData("a,\"b", "\"a,\"\"b\"")]
    public async Task What_a_processor_named_is_one_cell_and_no_formula(string invoiceId, string cell) =>
        Assert.Contains($",CC-1,{cell},USD,", (await Rows(Report(Of(invoiceId))))[1]);

    [Fact]
    public async Task What_one_side_does_not_know_is_empty() => Assert.Equal(
        "missing_here,no,default,CC-1,inv-1,,,,,,USD,100.00,Settled,100.00,0.00",
        (await Rows(Report(Of("inv-1") with { Kind = DifferenceKind.MissingHere, Ours = null })))[1]);

    [Fact]
    public async Task The_last_rows_say_what_is_not_in_it()
    {
        var rows = await Rows(Report(Of("inv-1")) with
        {
            ErrorCode = "http_500",
            ComparedUntil = Noon,
            Counts = [new DifferenceCount(DifferenceKind.OtherState, 3, 1)],
        });

        Assert.StartsWith("AND 3 MORE,", rows[^2]);
        Assert.StartsWith("UNFINISHED FROM 2026-11-28T12:00:00Z ON,", rows[^1]);
    }

    [Fact]
    public void Every_kind_has_its_row_with_what_to_do()
    {
        var told = Pages.Rows("operations.md").Where(cells => cells.Length == 4).Select(cells => cells[0].Trim('`'));
        Assert.Subset(told.ToHashSet(), Enum.GetValues<DifferenceKind>().Select(kind => kind.Name()).ToHashSet());
    }

    private static Difference Of(string invoiceId) => new(
        DifferenceKind.OtherState, new OrderKey("default", "CC-1"), invoiceId,
        new InvoiceSide(new Money(100m, "USD"), InvoiceStatus.Open, 0, 0),
        new InvoiceSide(new Money(100m, "USD"), InvoiceStatus.Settled, 100m, 0));

    private static ReconciliationReport Report(Difference difference) => new()
    {
        Id = "20261128T120000000Z",
        Account = "btcpay",
        StartedBy = "schedule",
        StartedAt = Noon,
        From = Noon.AddDays(-2),
        To = Noon,
        ComparedUntil = Noon,
        EndedAt = Noon,
        Counts = [new DifferenceCount(difference.Kind, 1, 0)],
        Differences = [difference],
    };

    private static async Task<string[]> Rows(ReconciliationReport report)
    {
        var http = new DefaultHttpContext();
        using var body = new MemoryStream();
        http.Response.Body = body;
        await new CsvFindings(ReconciliationFindings.Of(report)).ExecuteAsync(http);
        await http.Response.CompleteAsync();
        var text = System.Text.Encoding.UTF8.GetString(body.ToArray());
        Assert.EndsWith("\r\n", text);
        return text[..^2].Split("\r\n");
    }
}
