using CryptoPay.Payments.Processors;
using CryptoPay.Sandbox.Signed;
using CryptoPay.Sandbox.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Sandbox.Tests.Coins;

/// <summary>What is too little to be sent on chain is refused by every dialect, as the real adapter hears it.</summary>
public sealed class DustTests
{
    private static readonly Dictionary<string, Dictionary<string, string?>> Accounts = new()
    {
        ["btcpay"] = new()
        {
            ["Kind"] = "BtcPay",
            ["ApiKey"] = SandboxHost.ApiKey,
            ["StoreId"] = SandboxHost.StoreId,
            ["WebhookSecret"] = SandboxHost.WebhookSecret,
        },
        ["bitpay"] = new()
        {
            ["Kind"] = "BitPay",
            ["ApiToken"] = "sandbox-api-token",
            ["WebhookUrl"] = "https://shop.example/hook",
        },
        ["commerce"] = new()
        {
            ["Kind"] = "CoinbaseCommerce",
            ["ApiKey"] = "sandbox-api-key",
            ["WebhookSecret"] = "secret",
        },
        ["signed"] = new() { ["Kind"] = "Signed", ["ApiKey"] = "key", ["WebhookSecret"] = "secret" },
    };

    [Theory]
    [InlineData("btcpay", "amount_too_small")]
    [InlineData("bitpay", "amount_too_small")]
    // Its API has no word for it.
    [InlineData("commerce", "invalid_request")]
    [InlineData("signed", "amount_too_small")]
    public async Task Dust_is_refused_and_the_least_that_is_none_is_taken(string dialect, string code)
    {
        await using var sandbox = await SandboxHost.Start(configure: services =>
            services.Configure<SignedOptions>(options => options.ApiKey = "key"));
        using var adapter = new RealAdapter(
            new Dictionary<string, string?>(Accounts[dialect])
            {
                ["BaseUrl"] = $"{sandbox.Http.BaseAddress}sandbox/{dialect}",
            },
            sandbox.Clock);
        var request = RealAdapter.Request("order", "BTC");

        // 546 satoshi are 0.273 USD.
        var dust = await adapter.Create(request with { Price = request.Price with { Amount = 0.27m } });
        var least = await adapter.Create(request with
        {
            AttemptId = Guid.NewGuid().ToString(),
            Price = request.Price with { Amount = 0.28m },
        });

        Assert.Equal(code, Assert.IsType<ProcessorResult<Invoice>.Refused>(dust).Code);
        Assert.IsType<ProcessorResult<Invoice>.Found>(least);
    }
}
