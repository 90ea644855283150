using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CryptoPay.Sandbox.Tests.Hosting;

namespace CryptoPay.Sandbox.Tests.Orders;

public sealed class OrderControlTests
{
    [Fact]
    public async Task Without_an_amount_what_is_due_is_paid()
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.Create("order-1", "40.00");

        Assert.Equal(("New", "PaidPartial", "15.00"), Newest(await sandbox.Control("order-1", "pay?amount=15.00")));
        Assert.Equal(("Processing", "None", "40.00"), Newest(await sandbox.Control("order-1", "pay")));
        Assert.Equal(("Settled", "None", "40.00"), Newest(await sandbox.Control("order-1", "confirm")));
    }

    [Theory]
    [InlineData("""{"amount":"15.00"}""")]
    [InlineData("""{"amount":15.00}""")]
    public async Task The_amount_may_be_a_string_or_a_number_of_the_body(string body)
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.Create("order-1", "40.00");

        var answer = await sandbox.Send(HttpMethod.Post, "/sandbox/orders/order-1/pay", body);

        var order = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("15.00", Newest(order).Paid);
    }

    [Theory]
    [InlineData("pay?amount=0", "amount")]
    [InlineData("pay?amount=-1", "amount")]
    [InlineData("pay?amount=ten", "amount")]
    [InlineData("confirm?blocks=0", "blocks")]
    [InlineData("confirm?blocks=1001", "blocks")]
    [InlineData("refuse-webhooks?refuse=perhaps", "refuse")]
    public async Task A_bad_value_is_refused_by_the_name_of_its_field(string control, string field)
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.Create("order-1");

        var problem = await sandbox.Control("order-1", control);

        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.StartsWith(field + " ", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("pay")]
    [InlineData("confirm")]
    [InlineData("expire")]
    [InlineData("double-spend")]
    [InlineData("refuse-webhooks")]
    public async Task An_unknown_order_is_not_found(string control)
    {
        await using var sandbox = await SandboxHost.Start();

        var answer = await sandbox.Send(HttpMethod.Post, $"/sandbox/orders/nobody/{control}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Money_goes_to_the_invoice_that_is_payable_although_a_newer_one_is_not()
    {
        await using var sandbox = await SandboxHost.Start();
        var payable = await sandbox.Create("order-1");
        var marked = await sandbox.Create("order-1");
        await sandbox.Send(HttpMethod.Post, $"{SandboxHost.Invoices}/{marked}/status", """{"status":"Invalid"}""");

        await sandbox.Control("order-1", "pay");

        Assert.Equal("Processing", (await sandbox.Read(payable)).GetProperty("status").GetString());
        Assert.Equal("0", (await sandbox.Read(marked)).GetProperty("paidAmount").GetString());
    }

    [Fact]
    public async Task Money_after_the_end_goes_to_the_newest_invoice()
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.Create("order-1");
        sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        var newest = await sandbox.Create("order-1");
        await sandbox.Control("order-1", "expire");

        await sandbox.Control("order-1", "pay");

        var invoice = await sandbox.Read(newest);
        Assert.Equal("Expired", invoice.GetProperty("status").GetString());
        Assert.Equal("PaidLate", invoice.GetProperty("additionalStatus").GetString());
    }

    [Fact]
    public async Task An_order_whose_webhooks_are_refused_is_silent_until_they_are_not()
    {
        await using var receiver = await WebhookReceiver.Start();
        await using var sandbox = await SandboxHost.Start(receiver.Url);
        await sandbox.Create("order-1");
        await receiver.Next();

        await sandbox.Control("order-1", "refuse-webhooks");
        await sandbox.Control("order-1", "pay");
        await sandbox.Create("marker");
        Assert.Empty(await receiver.UpTo("marker"));

        await sandbox.Control("order-1", "refuse-webhooks?refuse=false");
        await sandbox.Control("order-1", "confirm");
        Assert.Equal("InvoicePaymentSettled", (await receiver.Next()).Text("type"));
    }

    [Fact]
    public async Task An_invoice_that_nobody_reads_expires_by_itself()
    {
        await using var receiver = await WebhookReceiver.Start();
        await using var sandbox = await SandboxHost.Start(receiver.Url);
        await sandbox.Create("order-1");
        await receiver.Next();

        sandbox.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal("InvoiceExpired", (await receiver.Next()).Text("type"));
    }

    [Fact]
    public async Task An_order_ID_may_hold_a_slash()
    {
        await using var sandbox = await SandboxHost.Start();
        await sandbox.Create("case/2026/7");

        Assert.Equal("Processing", Newest(await sandbox.Control("case/2026/7", "pay")).Status);
    }

    private static (string? Status, string? Additional, string? Paid) Newest(JsonElement order)
    {
        var invoice = order.GetProperty("invoices")[0];
        return (
            invoice.GetProperty("status").GetString(),
            invoice.GetProperty("additionalStatus").GetString(),
            invoice.GetProperty("amountPaid").GetString());
    }
}
