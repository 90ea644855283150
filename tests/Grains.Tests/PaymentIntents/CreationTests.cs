using System.Text.Json;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>Invoices that do not come about, come too late, or come twice.</summary>
public sealed class CreationTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    /// <summary>A second account at the same store.</summary>
    private static readonly (string, string)[] Twin =
    [
        ("Processors:twin:Kind", "BtcPay"),
        ("Processors:twin:BaseUrl", "{sandbox}/sandbox/btcpay"),
        ("Processors:twin:ApiKey", "sandbox-api-key"),
        ("Processors:twin:StoreId", "sandbox-store"),
        ("Processors:twin:WebhookSecret", "not used here"),
        ("DefaultProcessor", "sandbox"),
    ];

    /// <summary>More than the server can count: the gateway would not let it through.</summary>
    private static readonly CreatePaymentIntent NotUnderstood = House.Request(ulong.MaxValue + 1m);

    [Fact]
    public async Task What_a_label_tells_of_who_the_customer_is_does_not_reach_the_processor()
    {
        await using var house = await House.Build();
        await house.Order("CC-1").Create(House.Request() with { PosLabel = "Table 7, call +1 555 010 0199" });
        var invoice = await House.Until(() => house.InvoicesOf("CC-1"), invoices => invoices.Length == 1);

        var there = await house.AtStore($"invoices/{invoice[0].GetProperty("invoiceId").GetString()}");

        Assert.Equal("Table 7, call ***", there.GetProperty("metadata").GetProperty("itemDesc").GetString());
    }

    [Theory]
    [InlineData("create", "400")]
    [InlineData("create", "html")]
    [InlineData("create", "403")]
    public async Task What_fails_for_ever_is_said_after_a_minute_and_reviewed_after_fifteen(string on, string fail)
    {
        await using var house = await House.Build();
        await house.Fault(new { on, fail });
        var order = house.Order("CC-1");
        await order.Create(House.Request());
        await PassTo(house, TimeSpan.FromMinutes(2));
        var view = (await order.Get()).View!;
        Assert.Equal(("Payment Requested", 30), (view.CaseStatus, view.PollAfterSeconds));
        Assert.Contains("longer than usual", view.Message);
        Assert.Single(house.Alerts.Of(2003));
        Assert.Empty(house.Alerts.Of(1002));

        await PassTo(house, TimeSpan.FromMinutes(15) + Step);
        view = (await order.Get()).View!;
        Assert.Equal(("Payment Under Review", "processor_refused"), (view.CaseStatus, view.ErrorCode));
        Assert.Contains("not_made", Assert.Single(house.Alerts.Of(1002)));

        var createCount = house.Calls.CreateCount;
        await house.PassUntil(TimeSpan.FromMinutes(5),
            () => Task.FromResult(house.Clock.GetUtcNow() > House.Start.AddHours(2)));
        Assert.Equal(createCount, house.Calls.CreateCount);

        await house.ClearFaults();
        Assert.Equal("Payment Requested", (await order.Create(House.Request())).View!.CaseStatus);
        await house.PassUntil(Step, async () => (await order.Get()).View!.Status == "AwaitingPayment");
        Assert.Single(await Payable(house));
    }

    [Fact]
    public async Task An_invoice_that_was_made_and_answered_as_nonsense_is_found_once_the_answers_make_sense_again()
    {
        await using var house = await House.Build();
        await house.Fault(new { on = "all", fail = "nonsense" });
        var order = house.Order("CC-1");
        await order.Create(House.Request());
        await PassTo(house, TimeSpan.FromMinutes(10));
        Assert.Equal("Payment Requested", (await order.Get()).View!.CaseStatus);
        await house.ClearFaults();
        await house.PassUntil(Step, async () => (await order.Get()).View!.Status == "AwaitingPayment");
        Assert.Single(await house.InvoicesOf("CC-1"));
    }

    [Fact]
    public async Task A_processor_that_asks_for_a_day_is_asked_for_an_invoice_again_before_a_person_is()
    {
        await using var house = await House.Build();
        await house.Fault(new { on = "create", fail = "500", retryAfterSeconds = 86_400 });
        var order = house.Order("CC-1");
        await order.Create(House.Request());
        await house.Still();
        await house.ClearFaults();

        await house.PassUntil(Step, async () => (await order.Get()).View!.Status == "AwaitingPayment");
        Assert.InRange(house.Clock.GetUtcNow() - House.Start, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(7));
        Assert.Empty(house.Alerts.Of(1002));
    }

    [Fact]
    public async Task After_an_outage_it_goes_on_by_itself_and_an_outage_is_one_alert_an_account()
    {
        await using var house = await House.Build();
        await house.Fault(new { on = "all", fail = "500" });
        string[] orderIds = ["CC-1", "CC-2", "CC-3"];
        foreach (var id in orderIds) await house.Order(id).Create(House.Request());
        await PassTo(house, TimeSpan.FromMinutes(16));
        foreach (var id in orderIds)
            Assert.Equal("Payment Under Review", (await house.Order(id).Get()).View!.CaseStatus);
        Assert.Empty(house.Alerts.Of(1002));
        Assert.Single(house.Alerts.Of(2003).Distinct());

        await house.ClearFaults();
        foreach (var id in orderIds)
        {
            await house.PassUntil(TimeSpan.FromSeconds(30),
                async () => (await house.Order(id).Get()).View!.Status == "AwaitingPayment");
        }

        Assert.All(orderIds, id => Assert.True(house.Clock.GetUtcNow() < House.Start.AddMinutes(32)));
    }

    [Fact]
    public async Task Refused_creates_are_told_once_an_hour_for_each_account_and_code_and_counted_meanwhile()
    {
        await using var house = await House.Build(settings: Twin);
        foreach (var id in new[] { "CC-1", "CC-2", "CC-3" }) await Refused(house, id, NotUnderstood);
        await Refused(house, "CC-4", NotUnderstood with { Account = "twin" });
        string[] told = [Told("sandbox", 1, "invalid_request"), Told("twin", 1, "invalid_request")];
        Assert.Equal(told, house.Alerts.Of(2002));

        house.Clock.Advance(TimeSpan.FromMinutes(59));
        await Refused(house, "CC-5", NotUnderstood);
        Assert.Equal(told, house.Alerts.Of(2002));

        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await Refused(house, "CC-6", NotUnderstood);
        Assert.Equal([.. told, Told("sandbox", 4, "invalid_request")], house.Alerts.Of(2002));
        Assert.Empty(house.Alerts.Of(1002));
    }

    [Fact]
    public async Task What_an_order_asks_for_that_an_account_does_not_take_calls_nobody()
    {
        await using var house = await House.Build();
        await Refused(house, "CC-1", House.Request(0.01m), "amount_too_small");
        await Refused(house, "CC-2", House.Request() with { CryptoCode = "XYZ" }, "currency_not_taken");

        Assert.Empty(house.Alerts.All);
    }

    [Fact]
    public async Task An_invoice_that_the_server_makes_after_we_left_is_withdrawn_and_the_other_is_paid()
    {
        await using var house = await House.Build();
        await house.Fault(new { on = "create", fail = "500", doneAfterMs = 25_000, times = 1 });
        var order = house.Order("CC-1");
        await order.Create(House.Request());
        await house.PassUntil(Step, async () => (await order.Get()).View!.CaseStatus == "Awaiting Payment");
        Assert.True(house.Clock.GetUtcNow() < House.Start.AddSeconds(25));
        await house.PassUntil(Step, async () => (await house.InvoicesOf("CC-1")).Length == 2);
        await PassTo(house, TimeSpan.FromMinutes(2.5));
        Assert.Single(await Payable(house));
        await house.Control("CC-1", "pay");
        await house.Control("CC-1", "confirm");
        await house.PassUntil(Step, async () => (await order.Get()).View!.Outcome == "paid");
    }

    [Fact]
    public async Task The_search_before_another_create_counts_from_its_first_answer()
    {
        await using var house = await House.Build();
        await house.Fault(new { on = "create", fail = "500", doneAfterMs = 25_000, times = 1 });
        await house.Sandbox.PostAsync("/sandbox/faults",
            new StringContent("""{"on":"search","fail":"500","times":4}""", null, "application/json"),
            TestContext.Current.CancellationToken);
        var order = house.Order("CC-1");
        await order.Create(House.Request());
        await house.PassUntil(TimeSpan.FromSeconds(1), async () => !(await order.Get()).View!.OwesInvoice);
        Assert.Single(await house.InvoicesOf("CC-1"));
    }

    [Fact]
    public async Task A_strangers_odd_invoice_of_the_same_order_id_blocks_nothing()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        var ours = (await house.InvoicesOf("CC-1")).Single().GetProperty("invoiceId").GetString();
        await house.Control("CC-1", "strangers");
        await house.Forget();
        await house.Control("CC-1", $"pay?invoiceId={ours}");
        await house.Control("CC-1", "confirm");
        await order.Wake(Interfaces.WakeReason.News);
        await house.PassUntil(Step, async () => (await order.Get()).View!.Outcome == "paid");
    }

    private static async Task Refused(
        House house, string orderId, CreatePaymentIntent request, string errorCode = "processor_refused")
    {
        var order = house.Order(orderId);
        await order.Create(request);
        await House.Until(order, view => view.Outcome == "failed" && view.ErrorCode == errorCode);
    }

    private static string Told(string account, int count, string code) =>
        $"Processor account {account} refused to make {count} invoices: {code}. Those payments have failed.";

    private static Task PassTo(House house, TimeSpan time) =>
        house.PassUntil(Step, () => Task.FromResult(house.Clock.GetUtcNow() >= House.Start + time));

    private static async Task<JsonElement[]> Payable(House house) =>
        [.. (await house.InvoicesOf("CC-1")).Where(invoice => invoice.GetProperty("isPayable").GetBoolean())];
}
