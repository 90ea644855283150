using CryptoPay.Sandbox.Dialects;

namespace CryptoPay.Sandbox.Signed;

internal sealed class SignedDialect() : Dialect("Signed", "signed")
{
    protected override void AddServices(IServiceCollection services, IConfiguration settings) =>
        AddBook<SignedOptions, SignedPayments, SignedWebhooks>(services, settings);

    protected override void MapRoutes(IEndpointRouteBuilder own)
    {
        own.MapSignedApi();
        own.MapSignedPage();
    }

    protected override AccountSettings NewSettings(string webhookUrl)
    {
        var secret = NewSecret();
        return new AccountSettings(
            Processor: new() { ["ApiKey"] = secret, ["WebhookSecret"] = secret, ["WebhookUrl"] = webhookUrl },
            Sandbox: new() { ["ApiKey"] = secret, ["WebhookSecret"] = secret });
    }
}
