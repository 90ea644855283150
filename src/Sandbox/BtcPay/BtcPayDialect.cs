using CryptoPay.Sandbox.BtcPay.CheckoutPage;
using CryptoPay.Sandbox.BtcPay.Endpoints;
using CryptoPay.Sandbox.BtcPay.Store;
using CryptoPay.Sandbox.Dialects;

namespace CryptoPay.Sandbox.BtcPay;

internal sealed class BtcPayDialect() : Dialect("BtcPay", "btcpay")
{
    public override string Account => "sandbox";

    protected override void AddServices(IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton<BtcPayStore>();
        services.AddSingleton<PullPaymentBook>();
        AddBook<BtcPayOptions, BtcPayInvoices, BtcPayWebhooks>(services, settings);
    }

    protected override void MapControls(IEndpointRouteBuilder sandbox) => sandbox.MapBtcPayControls();

    protected override void MapRoutes(IEndpointRouteBuilder own)
    {
        own.MapBtcPayApi();
        own.MapStore();
        own.MapCheckoutPage();
        own.MapClaimPage();
    }

    protected override AccountSettings NewSettings(string webhookUrl)
    {
        const string storeId = "sandbox-store";
        var secret = NewSecret();
        return new AccountSettings(
            Processor: new() { ["StoreId"] = storeId, ["ApiKey"] = secret, ["WebhookSecret"] = secret },
            Sandbox: new()
            {
                ["StoreId"] = storeId,
                ["ApiKey"] = secret,
                ["WebhookSecret"] = secret,
                ["WebhookUrl"] = webhookUrl,
            });
    }
}
