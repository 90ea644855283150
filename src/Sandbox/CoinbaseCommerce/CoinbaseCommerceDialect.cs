using CryptoPay.Sandbox.Dialects;

namespace CryptoPay.Sandbox.CoinbaseCommerce;

internal sealed class CoinbaseCommerceDialect() : Dialect("CoinbaseCommerce", "commerce")
{
    protected override void AddServices(IServiceCollection services, IConfiguration settings) =>
        AddBook<CoinbaseCommerceOptions, Charges, CoinbaseCommerceWebhooks>(services, settings);

    protected override void MapRoutes(IEndpointRouteBuilder own) => own.MapCoinbaseCommerce();

    protected override AccountSettings NewSettings(string webhookUrl)
    {
        var (apiKey, secret) = (NewSecret(), NewSecret());
        return new AccountSettings(
            Processor: new() { ["ApiKey"] = apiKey, ["WebhookSecret"] = secret },
            Sandbox: new() { ["ApiKey"] = apiKey, ["WebhookSecret"] = secret, ["WebhookUrl"] = webhookUrl });
    }
}
