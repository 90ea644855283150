namespace CryptoPay.Gateway.Settings;

internal static class GatewayMeter
{
    public const string Name = "CryptoPay.Gateway";
}
