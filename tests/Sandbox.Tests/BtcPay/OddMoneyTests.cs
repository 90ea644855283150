using System.Net;
using System.Text.Json;
using CryptoPay.Sandbox.Tests.Hosting;

namespace CryptoPay.Sandbox.Tests.BtcPay;

/// <summary>Money where nobody expects it, and statuses that do not say so, of one invoice of 10.00 USD.</summary>
public sealed class OddMoneyTests : IAsyncLifetime
{
    private const string OrderId = "order-1";
    private SandboxHost sandbox = null!;
    private string invoiceId = null!;

    public async ValueTask InitializeAsync()
    {
        sandbox = await SandboxHost.Start();
        invoiceId = await sandbox.Create(OrderId);
    }

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task Money_on_an_invalid_invoice_counts_and_confirms_while_the_invoice_stays_invalid()
    {
        await Mark("Invalid");

        await Play("pay", "confirm");

        Assert.Equal("Invalid Marked 10.0: 0.1 Settled", await Shown());
    }

    [Fact]
    public async Task An_invoice_whose_payment_is_unconfirmed_is_marked_invalid_and_a_settled_one_is_not()
    {
        await Play("pay");
        Assert.Equal(HttpStatusCode.OK, await Mark("Invalid"));
        Assert.Equal(HttpStatusCode.OK, await Mark("Settled"));
        Assert.Equal(HttpStatusCode.OK, await Mark("Invalid"));

        invoiceId = await sandbox.Create(OrderId);
        await Play("pay", "confirm");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Mark("Invalid"));
        Assert.Equal("Settled None 10.0: 0.1 Settled", await Shown());
    }

    [Fact]
    public async Task A_person_marks_by_the_same_rules()
    {
        await Play("mark?status=Settled");
        Assert.Equal("Settled Marked 0: ", await Shown());
        await Play("mark?status=Invalid");
        Assert.Equal("Invalid Marked 0: ", await Shown());

        Assert.Equal("status", await RefusedField("mark?status=Invalid"));
        Assert.Equal("status", await RefusedField("mark?status=Lost"));
    }

    [Fact]
    public async Task A_second_payment_after_settled_shows_in_the_sum_alone()
    {
        await Play("pay", "confirm", "pay?amount=10.00");

        Assert.Equal("Settled None 20.0: 0.1 Settled, 0.1 Processing", await Shown());
    }

    [Theory]
    [InlineData("New None 0: 0.1 Invalid", "pay", "invalidate-payment")]
    [InlineData("Settled None 0: 0.1 Invalid", "pay", "confirm", "invalidate-payment")]
    [InlineData("New PaidPartial 4.00: 0.04 Settled, 0.06 Invalid", "pay?amount=4", "confirm", "pay",
        "invalidate-payment")]
    public async Task A_payment_that_is_invalid_is_listed_and_counts_no_more(string shown, params string[] controls)
    {
        await Play(controls);
        await Play("confirm");

        Assert.Equal(shown, await Shown());
    }

    [Fact]
    public async Task A_fee_bump_is_the_same_coins_under_another_ID()
    {
        await Play("pay");
        var before = await PaymentIds();

        await Play("fee-bump");

        Assert.Equal("Processing None 10.0: 0.1 Processing", await Shown());
        Assert.NotEqual(before, await PaymentIds());
    }

    [Theory]
    [InlineData(2, "")]
    [InlineData(0, "confirm")]
    public async Task Both_payments_of_a_fee_bump_count_for_a_while(int seconds, string control)
    {
        await Play("pay", "fee-bump?bothMs=2000");
        Assert.Equal("Processing PaidOver 20.0: 0.1 Processing, 0.1 Processing", await Shown());
        var replacement = (await PaymentIds())[1];

        sandbox.Clock.Advance(TimeSpan.FromSeconds(seconds));
        if (control != "") await Play(control);

        Assert.Equal([replacement], await PaymentIds());
        Assert.EndsWith("None 10.0", (await Shown()).Split(':')[0]);
    }

    [Fact]
    public async Task A_confirmed_payment_is_not_bumped()
    {
        await Play("pay", "confirm");

        Assert.Equal("paymentId", await RefusedField("fee-bump"));
    }

    [Fact]
    public async Task A_verdict_may_contradict_the_money_and_neither_time_nor_more_money_changes_it()
    {
        await Play("pay?amount=1.00", "verdict?status=Settled");
        Assert.Equal("Settled None 1.00: 0.01 Processing", await Shown());

        await Play("verdict?status=Settled&paidAmount=2.50");
        sandbox.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal("Settled None 2.50: 0.01 Processing", await Shown());
    }

    [Fact]
    public async Task While_the_watcher_is_away_a_paid_invoice_stays_new_until_the_next_block()
    {
        await Play("verdict?status=New", "pay");
        Assert.Equal("New None 10.0: 0.1 Processing", await Shown());

        await Play("confirm");

        Assert.Equal("Settled None 10.0: 0.1 Settled", await Shown());
    }

    [Fact]
    public async Task The_part_of_an_expired_invoice_is_double_spent()
    {
        await Play("pay?amount=4", "expire");
        Assert.Equal("Expired PaidPartial 4.00: 0.04 Processing", await Shown());

        await Play("double-spend");

        Assert.Equal("Expired None 0: ", await Shown());
    }

    [Fact]
    public async Task Controls_reach_the_invoice_that_is_named_and_no_other()
    {
        await Mark("Invalid");
        var newer = await sandbox.Create(OrderId);

        await Play($"pay?amount=10&invoiceId={invoiceId}", $"confirm?invoiceId={invoiceId}");
        await Play($"expire?invoiceId={newer}", $"mark?status=Settled&invoiceId={newer}");

        Assert.Equal("Invalid Marked 10.0: 0.1 Settled", await Shown());
        invoiceId = newer;
        Assert.Equal("Settled Marked 0: ", await Shown());
        Assert.Equal("invoiceId", await RefusedField("pay?invoiceId=another"));
    }

    [Fact]
    public async Task A_strangers_invoice_of_the_same_order_has_no_amount()
    {
        await Play("strangers");

        using var answer = await sandbox.Send(HttpMethod.Get, $"{SandboxHost.Invoices}?orderId={OrderId}");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var amounts = JsonElement.Parse(text).EnumerateArray().Select(row => row.GetProperty("amount").ToString());

        Assert.Equal(["", "10.00"], amounts.Order());
    }

    private async Task Play(params string[] controls)
    {
        foreach (var control in controls)
        {
            var order = await sandbox.Control(OrderId, control);
            Assert.True(order.TryGetProperty("invoices", out _), $"{control}: {order}");
        }
    }

    private async Task<string> RefusedField(string control) =>
        (await sandbox.Control(OrderId, control)).GetProperty("detail").GetString()!.Split(' ')[0];

    private async Task<HttpStatusCode> Mark(string status) => (await sandbox.Send(
        HttpMethod.Post, $"{SandboxHost.Invoices}/{invoiceId}/status", $$"""{"status":"{{status}}"}""")).StatusCode;

    private async Task<string> Shown()
    {
        var invoice = await sandbox.Read(invoiceId);
        var payments = (await Payments()).Select(payment => $"{Text(payment, "value")} {Text(payment, "status")}");
        return $"{Text(invoice, "status")} {Text(invoice, "additionalStatus")} {Text(invoice, "paidAmount")}: "
            + string.Join(", ", payments);
    }

    private async Task<string[]> PaymentIds() => [.. (await Payments()).Select(payment => Text(payment, "id"))];

    private async Task<IEnumerable<JsonElement>> Payments() =>
        (await sandbox.Read($"{invoiceId}/payment-methods"))[0].GetProperty("payments").EnumerateArray();

    private static string Text(JsonElement element, string field) => element.GetProperty(field).GetString()!;
}
