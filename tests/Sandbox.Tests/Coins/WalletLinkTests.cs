using CryptoPay.Payments.Processors;
using CryptoPay.Sandbox.Tests.BitPay;
using CryptoPay.Sandbox.Tests.Hosting;
using CryptoPay.Sandbox.Tests.Signed;

namespace CryptoPay.Sandbox.Tests.Coins;

/// <summary>What each dialect lets a wallet open, as the real adapter reads it.</summary>
public sealed class WalletLinkTests
{
    private const string Address = "0x[0-9a-fA-F]{40}";

    [Theory]
    [InlineData("ETH", $"^ethereum:{Address}@11155111[?]value=4200000000000000$")]
    [InlineData("USDC", $"^ethereum:{Address}@11155111/transfer[?]address={Address}&uint256=10500000$")]
    [InlineData("USDT", $"^ethereum:{Address}@11155111/transfer[?]address={Address}&uint256=10500000$")]
    public async Task Of_BTCPay_and_of_a_Signed_processor_it_names_a_test_network(string coin, string link)
    {
        await using var sandbox = await SandboxHost.Start();
        using var adapter = new RealAdapter(new Dictionary<string, string?>
        {
            ["Kind"] = "BtcPay",
            ["BaseUrl"] = $"{sandbox.Http.BaseAddress}sandbox/btcpay",
            ["ApiKey"] = SandboxHost.ApiKey,
            ["StoreId"] = SandboxHost.StoreId,
            ["WebhookSecret"] = SandboxHost.WebhookSecret,
        }, sandbox.Clock);
        await using var desk = await SignedDesk.Start();

        var ofBtcPay = await adapter.Created(RealAdapter.Request("order", coin));
        var ofSigned = await desk.Create(SignedDesk.Request with
        {
            CryptoCode = coin,
            Price = SignedDesk.Request.Price with { Amount = 10.50m },
        });

        Assert.Matches(link, ofBtcPay.PaymentUri.Value);
        Assert.Matches(link, Assert.IsType<ProcessorResult<Invoice>.Found>(ofSigned).Value.PaymentUri.Value);
    }

    [Theory]
    [InlineData("ETH")]
    [InlineData("USDC")]
    public async Task Of_BitPay_it_has_neither_address_nor_amount(string coin)
    {
        await using var account = await BitPayAccount.Open();

        var invoice = await account.Create(BitPayAccount.Request with { CryptoCode = coin });

        Assert.Equal(
            $"ethereum:?r={account.Sandbox.Http.BaseAddress}sandbox/bitpay/i/{invoice.InvoiceId}",
            invoice.PaymentUri.Value);
    }
}
