using CryptoPay.Payments.Processors;

namespace CryptoPay.Sandbox.Tests.BitPay;

/// <summary>Whole lives of invoices, made and read by the product's adapter. 10.50 USD are 0.00021 BTC here.</summary>
public sealed class InvoiceLifeTests
{
    [Fact]
    public async Task A_payment_settles_and_each_webhook_says_whom_to_read()
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await account.Create();
        Assert.Equal("Open None 0.00 by 0", await account.After(invoice));
        Assert.Equal(
            (0.00021m, account.Sandbox.Clock.GetUtcNow().AddMinutes(15)), (invoice.CryptoAmount, invoice.ExpiresAt));

        Assert.Equal("Confirming None 10.50 by 0.00021", await account.After(invoice, "pay"));
        Assert.Equal("Settled None 10.50 by 0.00021", await account.After(invoice, "confirm"));
        Assert.Equal("Settled None 10.50 by 0.00021", await account.After(invoice, "confirm?blocks=5"));

        var located = new WebhookReading.Located(new("default", BitPayAccount.OrderId));
        Assert.Equal((located, "invoice_paidInFull"), await account.NextWebhook());
        Assert.Equal((located, "invoice_confirmed"), await account.NextWebhook());
        Assert.Equal((located, "invoice_completed"), await account.NextWebhook());
    }

    [Fact]
    public async Task Six_blocks_at_once_skip_confirmed()
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await account.Create();

        await account.After(invoice, "pay");
        Assert.Equal("Settled None 10.50 by 0.00021", await account.After(invoice, "confirm?blocks=6"));

        Assert.Equal("invoice_paidInFull", (await account.NextWebhook()).Event);
        Assert.Equal("invoice_completed", (await account.NextWebhook()).Event);
    }

    [Theory]
    [InlineData(TransactionSpeed.High, "Settled", "Settled")]
    [InlineData(TransactionSpeed.Medium, "Confirming", "Settled")]
    [InlineData(TransactionSpeed.Low, "Confirming", "Confirming")]
    public async Task The_speed_says_how_many_blocks_are_waited_for(
        TransactionSpeed speed, string seen, string after1Block)
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await account.Create(BitPayAccount.Request with { Speed = speed });

        Assert.StartsWith(seen, await account.After(invoice, "pay"));
        Assert.StartsWith(after1Block, await account.After(invoice, "confirm"));
        Assert.StartsWith("Settled", await account.After(invoice, "confirm?blocks=5"));
    }

    [Fact]
    public async Task A_part_payment_is_underpaid_until_the_rest_comes()
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await account.Create();

        Assert.Equal("Open Underpaid 4.00 by 0.00008", await account.After(invoice, "pay?amount=4.00"));
        Assert.Equal("Confirming None 10.50 by 0.00021", await account.After(invoice, "pay"));
    }

    [Fact]
    public async Task What_is_paid_above_the_price_is_overpaid_and_not_kept()
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await account.Create();

        Assert.Equal("Confirming Overpaid 10.50 by 0.0003", await account.After(invoice, "pay?amount=15.00"));
        Assert.Equal("Settled Overpaid 10.50 by 0.0003", await account.After(invoice, "confirm"));
    }

    [Fact]
    public async Task An_expired_part_payment_leaves_all_due_again()
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await account.Create();
        await account.After(invoice, "pay?amount=4.00");

        account.Sandbox.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal("Expired Underpaid 0.00 by 0.00008", await account.After(invoice));
        Assert.Equal("invoice_expired", (await account.NextWebhook()).Event);
    }

    [Fact]
    public async Task A_late_payment_is_not_credited()
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await account.Create();

        Assert.Equal("Expired None 0.00 by 0", await account.After(invoice, "expire"));
        Assert.Equal("Expired None 0.00 by 0", await account.After(invoice, "pay"));
    }

    [Fact]
    public async Task An_invalid_invoice_may_become_complete()
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await account.Create();
        await account.After(invoice, "pay");

        account.Sandbox.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("Invalid None 10.50 by 0.00021", await account.After(invoice));
        Assert.Equal("Settled None 10.50 by 0.00021", await account.After(invoice, "confirm?blocks=6"));
    }

    [Fact]
    public async Task What_is_not_confirmed_in_a_day_is_declined()
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await account.Create();
        Assert.Equal("Confirming None 10.50 by 0.00021", await account.After(invoice, "pay"));
        Assert.Equal("Invalid None 0.00 by 0", await account.After(invoice, "double-spend"));

        account.Sandbox.Clock.Advance(TimeSpan.FromHours(24));

        Assert.Equal("Invalid None 0.00 by 0", await account.After(invoice, "confirm?blocks=6"));
        foreach (var told in new[] { "invoice_paidInFull", "invoice_failedToConfirm", "invoice_declined" })
        {
            Assert.Equal(told, (await account.NextWebhook()).Event);
        }
    }

    [Theory]
    [InlineData("ETH", "0.0042")]
    [InlineData("USDC", "10.5")]
    public async Task Coins_of_other_decimals_come_out_whole(string coin, string coins)
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await account.Create(BitPayAccount.Request with { CryptoCode = coin });

        Assert.Equal($"Confirming None 10.50 by {coins}", await account.After(invoice, "pay"));
        Assert.StartsWith("ethereum:?r=", invoice.PaymentUri.Value);
    }
}
