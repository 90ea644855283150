using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using static CryptoPay.Payments.Processors.InvoiceQualifiers;

namespace CryptoPay.Sandbox.Tests.Signed;

/// <summary>Lives of payments, as the real adapter reads them from the real dialect.</summary>
public sealed class SignedLifeTests
{
    public static TheoryData<string, InvoiceStatus, InvoiceQualifiers, decimal, bool, string[]> Lives => new()
    {
        { "new", InvoiceStatus.Open, None, 0m, false, [] },
        { "seen", InvoiceStatus.Confirming, None, 100m, false, ["pay"] },
        { "settled", InvoiceStatus.Settled, None, 100m, true, ["pay", "confirm"] },
        { "completed", InvoiceStatus.Settled, None, 100m, true, ["pay", "confirm?blocks=6"] },
        { "settled by two", InvoiceStatus.Settled, None, 100m, true, ["pay?amount=40", "pay", "confirm"] },
        { "a little less", InvoiceStatus.Settled, None, 99.50m, true, ["pay?amount=99.50", "confirm"] },
        { "underpaid", InvoiceStatus.Open, Underpaid, 40m, false, ["pay?amount=40"] },
        { "underpaid, over", InvoiceStatus.Expired, Underpaid, 40m, true, ["pay?amount=40", "expire", "confirm"] },
        { "overpaid", InvoiceStatus.Confirming, Overpaid, 150m, false, ["pay?amount=150"] },
        { "overpaid, final", InvoiceStatus.Settled, Overpaid, 150m, true, ["pay?amount=150", "confirm"] },
        { "expired", InvoiceStatus.Expired, None, 0m, false, ["expire"] },
        { "late", InvoiceStatus.Expired, PaidLate, 100m, false, ["expire", "pay"] },
        { "late, final", InvoiceStatus.Expired, PaidLate, 100m, true, ["expire", "pay", "confirm"] },
        { "part, then late", InvoiceStatus.Expired, PaidLate | Overpaid, 120m, false,
            ["pay?amount=40", "expire", "pay?amount=80"] },
        { "double-spent", InvoiceStatus.Open, None, 0m, false, ["pay", "double-spend"] },
    };

    [Theory]
    [MemberData(nameof(Lives))]
    public async Task A_life_is_read_as_it_was(string life, InvoiceStatus status, InvoiceQualifiers qualifiers,
        decimal paid, bool isConfirmed, string[] controls)
    {
        await using var desk = await SignedDesk.Start();
        var created = await desk.Created();

        foreach (var control in controls)
        {
            await desk.Control(control);
        }

        var read = await desk.Read(created.InvoiceId);
        Assert.Equal((life, status, qualifiers, paid, isConfirmed),
            (life, read.Status, read.Qualifiers, read.AmountPaid, read.IsPaymentConfirmed));
    }

    [Fact]
    public async Task An_invoice_has_what_a_customer_needs()
    {
        await using var desk = await SignedDesk.Start();

        var invoice = await desk.Created();

        var request = SignedDesk.Request;
        Assert.Equal((request.Order, request.AttemptId, request.Price),
            (new OrderKey(invoice.Merchant, invoice.OrderId), invoice.AttemptId, invoice.Price));
        Assert.Equal(desk.Sandbox.Clock.GetUtcNow().AddMinutes(15), invoice.ExpiresAt);
        Assert.Equal(invoice.ExpiresAt.AddHours(24), invoice.MonitoredUntil);
        Assert.Equal(0.002m, invoice.CryptoAmount);
        Assert.Matches("^bitcoin:bcrt1q[a-z0-9]{38}[?]amount=0.002$", invoice.PaymentUri.Value);
        var page = await desk.Sandbox.Http.GetStringAsync(invoice.CheckoutUrl.Value, TestContext.Current.CancellationToken);
        Assert.Contains("100.00 USD", page);
        Assert.Contains("0.002 BTC due", page);
    }

    [Fact]
    public async Task A_payment_that_nobody_reads_expires_by_itself()
    {
        await using var desk = await SignedDesk.Start();
        await desk.Created();

        desk.Sandbox.Clock.Advance(TimeSpan.FromMinutes(15));

        var told = (await desk.Receiver.Next()).Json.GetProperty("event");
        Assert.Equal("payment:expired", told.GetProperty("type").GetString());
    }

    [Fact]
    public async Task What_is_never_confirmed_fails_when_nobody_looks_any_longer()
    {
        await using var desk = await SignedDesk.Start();
        var invoice = await desk.Created();
        await desk.Control("pay");

        desk.Sandbox.Clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromHours(24));

        Assert.Equal(InvoiceStatus.Invalid, (await desk.Read(invoice.InvoiceId)).Status);
    }

    [Fact]
    public async Task Money_on_what_was_cancelled_only_adds_to_what_was_paid()
    {
        await using var desk = await SignedDesk.Start();
        var invoice = await desk.Created();
        await desk.Processor.MakeUnpayable(invoice.InvoiceId, TestContext.Current.CancellationToken);

        await desk.Control("pay");
        await desk.Control("confirm?blocks=6");

        var read = await desk.Read(invoice.InvoiceId);
        Assert.Equal(("cancelled", 100m), (read.StatusText, read.AmountPaid));
    }

    [Fact]
    public async Task Money_on_what_has_failed_only_adds_to_what_was_paid()
    {
        await using var desk = await SignedDesk.Start();
        var invoice = await desk.Created();
        await desk.Control("pay");
        desk.Sandbox.Clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromHours(24));
        await desk.Read(invoice.InvoiceId);

        await desk.Control("pay?amount=100");
        await desk.Control("confirm");

        var read = await desk.Read(invoice.InvoiceId);
        Assert.Equal((InvoiceStatus.Invalid, 200m), (read.Status, read.AmountPaid));
    }
}
