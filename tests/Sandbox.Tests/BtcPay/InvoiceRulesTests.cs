using System.Text.Json;
using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.Tests.BtcPay;

/// <summary>What no recording shows whole.</summary>
public sealed class InvoiceRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Late = Start.AddMinutes(20);
    private static readonly OrderControl PayDue = new OrderControl.Pay(null);

    [Fact]
    public void Watching_twice_changes_nothing_and_tells_nothing()
    {
        var once = Apply(New(), PayDue, Late).Document;

        var twice = InvoiceRules.Watch(once, Late);

        Assert.Equal(once, twice.Document);
        Assert.Empty(twice.Events);
    }

    [Fact]
    public void A_double_spent_late_payment_leaves_the_invoice_expired_and_silent()
    {
        var paidLate = Apply(New(), PayDue, Late).Document;
        Assert.Equal(AdditionalStatus.PaidLate, paidLate.AdditionalStatus);

        var (invoice, events) = Apply(paidLate, new OrderControl.DoubleSpend(), Late);

        Assert.Equal((InvoiceStatus.Expired, AdditionalStatus.None), (invoice.Status, invoice.AdditionalStatus));
        Assert.Empty(events);
    }

    [Fact]
    public void Paid_late_falls_back_to_partly_paid_when_one_payment_is_double_spent()
    {
        var part = Apply(New(), new OrderControl.Pay(4m), Start).Document;
        var confirmed = Apply(part, new OrderControl.Confirm(1), Start).Document;
        var paidLate = Apply(confirmed, PayDue, Late).Document;

        var (invoice, _) = Apply(paidLate, new OrderControl.DoubleSpend(), Late);

        Assert.Equal((InvoiceStatus.Expired, AdditionalStatus.PaidPartial), (invoice.Status, invoice.AdditionalStatus));
    }

    [Fact]
    public void A_confirmed_payment_cannot_be_double_spent()
    {
        var paid = Apply(New(), PayDue, Start).Document;
        var settled = Apply(paid, new OrderControl.Confirm(1), Start).Document;

        Assert.Equal(settled, Apply(settled, new OrderControl.DoubleSpend(), Start).Document);
    }

    [Fact]
    public void Money_that_comes_in_the_moment_of_expiry_is_late()
    {
        var (invoice, events) = Apply(New(), PayDue, New().ExpiresAt);

        Assert.Equal((InvoiceStatus.Expired, AdditionalStatus.PaidLate), (invoice.Status, invoice.AdditionalStatus));
        Assert.IsType<InvoiceEvent.Expired>(events[0]);
    }

    [Fact]
    public void Expiring_by_hand_never_gives_an_expired_invoice_more_time()
    {
        var expired = InvoiceRules.Watch(New(), Late).Document;

        Assert.Equal(expired, Apply(expired, new OrderControl.Expire(), Late).Document);
    }

    [Fact]
    public void What_is_due_in_the_coin_is_rounded_up_so_that_paying_it_pays_the_price()
    {
        var invoice = New(rate: 90m);
        Assert.Equal(0.11111112m, Accounting.Of(invoice, invoice.Methods[0]).Due);

        var paid = Apply(invoice, PayDue, Start).Document;

        Assert.Equal((InvoiceStatus.Processing, AdditionalStatus.None), (paid.Status, paid.AdditionalStatus));
        Assert.Equal(10.00m, Accounting.Paid(paid));
    }

    [Theory]
    [InlineData("BTC", "bitcoin", "EUR", 45_000)]
    [InlineData("LTC", "litecoin", "EUR", 90)]
    [InlineData("ETH", "ethereum", "USD", 2_500)]
    [InlineData("USDC", "ethereum", "USD", 1)]
    [InlineData("USDT", "ethereum", "MXN", 18)]
    [InlineData("DOGE", "dogecoin", "JPY", 30)]
    public void Every_coin_has_a_scheme_and_a_fixed_rate(string code, string scheme, string currency, int rate)
    {
        var coin = Coin.Find(code)!;

        Assert.Equal(scheme, coin.UriScheme);
        Assert.Equal(rate, Rates.Of(coin, currency));
    }

    private static Outcome<BtcPayInvoice, InvoiceEvent> Apply(
        BtcPayInvoice invoice, OrderControl control, DateTimeOffset now) => InvoiceRules.Watch(invoice, now)
        .Then((watched, at) => InvoiceRules.Apply(watched, control, at), now)
        .Then(InvoiceRules.Watch, now);

    private static BtcPayInvoice New(decimal rate = 100m) => new()
    {
        Id = "invoice",
        StoreId = "store",
        OrderId = "order",
        Amount = 10.00m,
        Currency = "USD",
        Metadata = JsonElement.Parse("{}"),
        SearchTerms = [],
        Checkout = new Checkout(SpeedPolicy.MediumSpeed, null, 15, 60, 0, null, false, null),
        Methods = [new PaymentMethod("LTC-CHAIN", "LTC", rate, "address", 0)],
        CreatedAt = Start,
        ExpiresAt = Start.AddMinutes(15),
        MonitoredUntil = Start.AddMinutes(75),
    };
}
