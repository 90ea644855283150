using System.IO.Pipelines;
using CryptoPay.Gateway.Statements;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Statements;

namespace CryptoPay.Gateway.Tests.Statements;

public class CsvStatementTests
{
    private static readonly StatementLine Line = new(
        new DateTimeOffset(2026, 10, 31, 23, 30, 5, TimeSpan.Zero), StatementKind.Settled, "CC-1", "btcpay", "inv-1",
        "", new Money(100m, "EUR"), 100m, "BTC", 0.00169m);

    [Fact]
    public async Task A_line_has_the_date_of_its_place_and_numbers_as_they_are() => Assert.Equal(
        "2026-11-01,00:30:05,Settled,CC-1,EUR,100.00,100.00,BTC,0.00169,59171.59763314,btcpay,inv-1,,"
            + "2026-10-31T23:30:05Z",
        await Written(Line));

    [Fact]
    public async Task A_number_below_0_stays_a_number() => Assert.Contains(
        ",Refund,CC-1,EUR,100.00,-5.00,BTC,,,", await Written(
            Line with { Kind = StatementKind.Refund, Amount = -5m, CryptoAmount = null }));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("a=1", "a=1")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"")]
    public async Task What_others_named_is_one_cell_and_no_formula(string name, string cell)
    {
        Assert.Contains($",Settled,{cell},EUR,", await Written(Line with { OrderId = name }));
        Assert.Contains($",{cell},inv-1,", await Written(Line with { Account = name }));
        Assert.Contains($",{cell},,2026", await Written(Line with { InvoiceId = name }));
        Assert.Contains($",{cell},2026", await Written(Line with { RefundId = name }));
        Assert.Contains($",{cell},0.00169,", await Written(Line with { CryptoCode = name }));
    }

    [Theory]
    [InlineData("JPY", "100", "-7")]
    [InlineData("KWD", "100.000", "-7.000")]
    public async Task An_amount_has_the_decimals_of_its_currency(string currency, string asked, string amount) =>
        Assert.Contains($",{currency},{asked},{amount},", await Written(
            Line with { Asked = new Money(100m, currency), Amount = -7m }));

    private static async Task<string> Written(StatementLine line)
    {
        using var bytes = new MemoryStream();
        var body = PipeWriter.Create(bytes);
        using var csv = new CsvStatement(body, TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid"));
        csv.Write(line);
        await body.FlushAsync(TestContext.Current.CancellationToken);
        var text = System.Text.Encoding.UTF8.GetString(bytes.ToArray());
        Assert.EndsWith("\r\n", text);
        return text[..^2];
    }
}
