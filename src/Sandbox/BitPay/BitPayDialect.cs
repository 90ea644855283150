using CryptoPay.Sandbox.Dialects;

namespace CryptoPay.Sandbox.BitPay;

internal sealed class BitPayDialect() : Dialect("BitPay", "bitpay")
{
    protected override void AddServices(IServiceCollection services, IConfiguration settings) =>
        AddBook<BitPayOptions, BitPayInvoices, BitPayWebhooks>(services, settings);

    protected override void MapRoutes(IEndpointRouteBuilder own)
    {
        own.MapBitPayApi();
        own.MapBitPayCheckoutPage();
    }

    protected override AccountSettings NewSettings(string webhookUrl)
    {
        var (apiToken, merchantToken) = (NewSecret(), NewSecret());
        return new AccountSettings(
            Processor: new()
            {
                ["ApiToken"] = apiToken,
                ["MerchantToken"] = merchantToken,
                ["MerchantKey"] = NewSecret(),
                ["WebhookUrl"] = webhookUrl,
            },
            Sandbox: new() { ["ApiToken"] = apiToken, ["MerchantToken"] = merchantToken });
    }
}
