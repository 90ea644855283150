using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>Accounts that serve other merchants than the order's, which is <c>default</c>.</summary>
public sealed class AccountMerchantTests
{
    private static readonly (string, string)[] Signed =
    [
        ("Processors:signed:Kind", "Signed"),
        ("Processors:signed:BaseUrl", "{sandbox}/sandbox/signed"),
        ("Processors:signed:ApiKey", "key"),
        ("Processors:signed:WebhookSecret", "not used here"),
        ("DefaultProcessor", "sandbox"),
        ("Processors:sandbox:Merchants:0", "default"),
        ("Processors:signed:Merchants:0", "another"),
    ];

    [Fact]
    public async Task A_new_order_gets_no_account_of_another_merchant_and_is_not_kept()
    {
        await using var house = await House.Build(settings: [.. Signed, ("DefaultProcessor", "signed")]);
        var order = house.Order("CC-1");

        Assert.Equal(Refusal.AccountNotAllowed, (await order.Create(House.Request())).Refusal);
        Assert.Equal(Refusal.NotFound, (await order.Get()).Refusal);
        Assert.Empty(await house.InvoicesOf("CC-1"));
    }

    [Fact]
    public async Task A_rules_account_of_another_merchant_is_left_out()
    {
        await using var house = await House.Build(settings:
        [
            .. Signed, ("ProcessorRules:0:Accounts:0", "signed"), ("ProcessorRules:0:Accounts:1", "sandbox"),
        ]);

        var order = await house.Opened("CC-1");

        Assert.Contains("/sandbox/btcpay/", (await order.Get()).View!.CheckoutUrl);
    }

    [Fact]
    public async Task An_order_is_not_passed_over_to_an_account_of_another_merchant()
    {
        await using var house = await House.Build(settings:
        [
            .. Signed, ("Processors:sandbox:BaseUrl", "http://127.0.0.1:9/gone"),
            ("ProcessorRules:0:Accounts:0", "sandbox"), ("ProcessorRules:0:Accounts:1", "signed"),
        ]);
        var order = house.Order("CC-1");
        await order.Create(House.Request());

        await House.Until(order, view => view.ErrorCode == "processor_unavailable");
        await house.PassUntil(
            TimeSpan.FromSeconds(5), () => Task.FromResult(house.Clock.GetUtcNow() > House.Start.AddMinutes(2)));

        Assert.DoesNotContain(await order.History(), entry => entry.Event == "AttemptMoved");
        Assert.Empty(await house.InvoicesOf("CC-1"));
    }

    [Fact]
    public async Task An_order_whose_account_was_given_to_another_merchant_is_still_read_and_gets_no_other_invoice_there()
    {
        await using var house = await House.Build(settings: Signed);
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "expire");
        await house.PassToNextRead(TimeSpan.FromSeconds(10));
        await House.Until(order, view => view.Outcome == "expired");

        await house.CloseSilo();
        house.Settings["Processors:sandbox:Merchants:0"] = "another";
        await house.OpenSilo();
        order = house.Order("CC-1");

        Assert.Equal(Refusal.AccountNotAllowed, (await order.StartInvoice()).Refusal);
        Assert.Single(await house.InvoicesOf("CC-1"));
        await house.Control("CC-1", "pay");
        await house.PassUntil(
            TimeSpan.FromMinutes(1), async () => (await order.Get()).View!.AmountPaid == "100.00");
    }
}
