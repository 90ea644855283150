using System.Security.Cryptography;
using CryptoPay.Sandbox.Dialects;

namespace CryptoPay.Sandbox.Coinbase;

internal sealed class CoinbaseDialect() : Dialect("Coinbase", "coinbase")
{
    protected override void AddServices(IServiceCollection services, IConfiguration settings) =>
        AddBook<CoinbaseOptions, Checkouts, CoinbaseWebhooks>(services, settings);

    protected override void MapRoutes(IEndpointRouteBuilder own) => own.MapCoinbase();

    protected override AccountSettings NewSettings(string webhookUrl)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (keyId, secret) = (NewSecret(), NewSecret());
        return new AccountSettings(
            Processor: new()
            {
                ["KeyId"] = keyId,
                ["PrivateKey"] = key.ExportECPrivateKeyPem(),
                ["WebhookSecret"] = secret,
            },
            Sandbox: new()
            {
                ["KeyId"] = keyId,
                ["PublicKey"] = key.ExportSubjectPublicKeyInfoPem(),
                ["WebhookSecret"] = secret,
                ["WebhookUrl"] = webhookUrl,
            });
    }
}
