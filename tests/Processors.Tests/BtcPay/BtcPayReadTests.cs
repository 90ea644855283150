using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Found;
using Nonsense = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Nonsense;

namespace CryptoPay.Processors.Tests.BtcPay;

/// <summary>One recorded read, bent in one place.</summary>
public sealed class BtcPayReadTests : IDisposable
{
    private static readonly string Paid = Recording.Of("settled-medium-speed").Moments().Last().Body;
    private readonly ProcessorRig rig = new(BtcPayDialect.Settings);

    [Fact]
    public async Task A_read_has_the_times_links_and_payments_of_the_invoice()
    {
        var invoice = Assert.IsType<Found>(await Read(Paid)).Value;

        Assert.Equal(new DateTimeOffset(2026, 11, 23, 1, 12, 49, TimeSpan.Zero), invoice.CreatedAt);
        Assert.Equal(invoice.CreatedAt.AddMinutes(15), invoice.ExpiresAt);
        Assert.Equal(invoice.CreatedAt.AddMinutes(75), invoice.MonitoredUntil);
        Assert.Equal("order-settled-1", invoice.OrderId);
        Assert.Equal("Settled/None", invoice.StatusText);
        Assert.Matches("^[0-9a-f]{64}-[0-9]+$", Assert.Single(invoice.Payments).PaymentId.Value);
    }

    [Theory]
    [InlineData("\"paidAmount\":\"10.0\"", "\"paidAmount\":10.0")]
    [InlineData("\"paidAmount\":\"10.0\"", "\"paidAmount\":\"10.000000000000000000\"")]
    [InlineData("\"itemDesc\":\"Call top-up\"", "\"itemDesc\":{\"a\":[1]}")]
    [InlineData("\"type\":\"Standard\"", "\"type\":{\"new\":[null]}")]
    public async Task What_is_only_written_otherwise_reads_the_same(string recorded, string bent) =>
        Assert.Equivalent(await Read(Paid), await Read(Bent(recorded, bent)), strict: true);

    [Theory]
    [InlineData("\"paidAmount\":\"10.0\"", "\"paidAmount\":\"1e1\"")]
    [InlineData("\"paidAmount\":\"10.0\"", "\"paidAmount\":1e1")]
    [InlineData("\"paidAmount\":\"10.0\"", "\"paidAmount\":\"10,0\"")]
    [InlineData("\"paidAmount\":\"10.0\"", "\"paidAmount\":\" 10.0\"")]
    [InlineData("\"paidAmount\":\"10.0\"", "\"paidAmount\":\"-10.0\"")]
    [InlineData("\"paidAmount\":\"10.0\"", "\"paidAmount\":\"\"")]
    [InlineData("\"paidAmount\":\"10.0\"", "\"paidAmount\":null")]
    [InlineData("\"paidAmount\":\"10.0\"", "\"paidAmount\":true")]
    [InlineData("\"paidAmount\":\"10.0\"", "\"paidAmount\":\"79228162514264337593543950336\"")]
    [InlineData("\"paidAmount\":\"10.0\",", "")]
    [InlineData("\"status\":\"Settled\",\"additionalStatus\"", "\"additionalStatus\"")]
    [InlineData("\"currency\":\"USD\",", "")]
    [InlineData("\"additionalStatus\":\"None\"", "\"additionalStatus\":null")]
    [InlineData("\"createdTime\":1795396369", "\"createdTime\":9223372036854775808")]
    [InlineData("\"createdTime\":1795396369", "\"createdTime\":9223372036854775807")]
    [InlineData("\"createdTime\":1795396369", "\"createdTime\":-1")]
    [InlineData("\"createdTime\":1795396369", "\"createdTime\":\"2026\"")]
    [InlineData("\"value\":\"0.1\"", "\"value\":\"none\"")]
    [InlineData("\"orderId\":\"order-settled-1\"", "\"orderId\":\"\\ud800\"")]
    [InlineData("\"id\":\"Aq1cQu5EcLGrdYoGZgpg19\"", "\"id\":\"another\"")]
    public async Task What_cannot_be_is_nonsense(string recorded, string bent) =>
        Assert.IsType<Nonsense>(await Read(Bent(recorded, bent)));

    [Theory]
    [InlineData("\"orderId\":98765")]
    [InlineData("\"orderId\":null")]
    [InlineData("\"orderId\":[\"order-settled-1\"]")]
    public async Task An_order_that_is_no_text_is_none_of_ours(string orderId) => Assert.Equal(
        "", Assert.IsType<Found>(await Read(Bent("\"orderId\":\"order-settled-1\"", orderId))).Value.OrderId);

    [Fact]
    public async Task One_payment_that_is_not_final_leaves_the_money_unconfirmed()
    {
        var moments = Recording.Of("settled-by-two-payments").Moments().ToList();
        var (id, _, body) = moments[^1];
        var first = body.IndexOf("\"status\":\"Settled\",\"destination\"", StringComparison.Ordinal);
        var bent = $"{body[..first]}\"status\":\"Processing\"{body[(first + "\"status\":\"Settled\"".Length)..]}";

        Assert.True(Assert.IsType<Found>(await Read(body, id)).Value.IsPaymentConfirmed);
        Assert.False(Assert.IsType<Found>(await Read(bent, id)).Value.IsPaymentConfirmed);
    }

    [Fact]
    public async Task A_payment_that_is_invalid_does_not_count_and_keeps_the_others_final()
    {
        var (id, _, body) = Recording.Of("settled-by-two-payments").Moments().Last();
        const string settled = "\"status\":\"Settled\",\"destination\"";
        const string invalid = "\"status\":\"Invalid\",\"destination\"";
        var first = body.IndexOf(settled, StringComparison.Ordinal);

        var one = Assert.IsType<Found>(
            await Read($"{body[..first]}{invalid}{body[(first + settled.Length)..]}", id)).Value;
        var none = Assert.IsType<Found>(
            await Read(body.Replace(settled, invalid, StringComparison.Ordinal), id)).Value;

        Assert.Equal([(true, false), (false, true)],
            one.Payments.Select(payment => (payment.IsInvalid, payment.IsConfirmed)));
        Assert.Equal((true, false), (one.IsPaymentConfirmed, none.IsPaymentConfirmed));
    }

    [Fact]
    public async Task A_method_that_is_not_active_gives_no_payment_URI()
    {
        var recorded = Recording.Of("lazy-payment-methods");
        var (id, _, body) = recorded.Moments().First();
        Assert.True(Assert.IsType<Found>(await Read(body, id)).Value.PaymentUri.IsEmpty);
    }

    public void Dispose() => rig.Dispose();

    private static string Bent(string recorded, string bent)
    {
        var at = Paid.IndexOf(recorded, StringComparison.Ordinal);
        Assert.True(at >= 0, $"Not in the recording: {recorded}");
        return $"{Paid[..at]}{bent}{Paid[(at + recorded.Length)..]}";
    }

    private Task<ProcessorResult<Invoice>> Read(string body, string invoiceId = BtcPayDialect.InvoiceId)
    {
        rig.Server.Answers(new Answer.Says(200, body));
        return rig.Elapse(rig.Processor.ReadInvoice(invoiceId, TestContext.Current.CancellationToken));
    }
}
