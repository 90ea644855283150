using System.Security.Cryptography;
using CryptoPay.Gateway.Access;
using CryptoPay.Sandbox.Genesys.Tenant;

namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>A house in which every secret and every setting that could leak is a canary: its settings.</summary>
internal sealed class House
{
    public const string Merchant = "hunted";
    public const string Account = "shop";

    private static readonly string[] Sinks =
        ["workitem", "attributes", "row", "summary", "comment", "workflow", "message"];

    public House(Canaries canaries)
    {
        Key = canaries.New("API key");
        OperatorKey = canaries.New("operator's API key");
        ProcessorKey = canaries.New("processor's API key");
        WebhookSecret = canaries.New("processor's webhook secret");
        GenesysSecret = canaries.New("Genesys Cloud's client secret");
        NotificationSecret = canaries.Learn(
            "notifications' secret", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        AlertToken = canaries.New("alerts' URL");
    }

    public string Key { get; }

    public string OperatorKey { get; }

    public string ProcessorKey { get; }

    public string WebhookSecret { get; }

    private string GenesysSecret { get; }

    private string NotificationSecret { get; }

    private string AlertToken { get; }

    public string[] OfWorld =>
    [
        $"--Sandbox:BtcPay:ApiKey={ProcessorKey}",
        $"--Sandbox:BtcPay:WebhookSecret={WebhookSecret}",
        $"--Sandbox:Genesys:ClientSecret={GenesysSecret}",
        "--Sandbox:Genesys:CallsPerMinuteMax=0",
    ];

    /// <param name="world">The address of what the gateway calls.</param>
    public string[] OfGateway(string world) =>
    [
        // Only there may a hook and Genesys Cloud be on loopback.
        "--environment=Development",
        $"--Processors:{Account}:Kind=BtcPay",
        $"--Processors:{Account}:BaseUrl={world}/sandbox/btcpay",
        $"--Processors:{Account}:ApiKey={ProcessorKey}",
        $"--Processors:{Account}:StoreId=sandbox-store",
        $"--Processors:{Account}:WebhookSecret={WebhookSecret}",
        $"--Processors:{Account}:Merchants:0={Merchant}",
        $"--ApiKeys:hunter:Sha256={Convert.ToHexString(ApiKeyRing.Hash(Key))}",
        $"--ApiKeys:hunter:Merchant={Merchant}",
        "--ApiKeys:hunter:MayRefund=true",
        $"--ApiKeys:all:Sha256={Convert.ToHexString(ApiKeyRing.Hash(OperatorKey))}",
        "--ApiKeys:all:Merchant=*",
        .. ScopeNames.Every.Select((scope, i) => $"--ApiKeys:all:Scopes:{i}={scope.Name()}"),
        $"--Notifications:{Merchant}:Hosts:0=127.0.0.1",
        $"--Notifications:{Merchant}:Secret=whsec_{NotificationSecret}",
        $"--Alerts:Url={world}{World.AlertPath}{AlertToken}",
        $"--OTEL_EXPORTER_OTLP_ENDPOINT={world}{World.CollectorPath}",
        "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
        "--OTEL_BSP_SCHEDULE_DELAY=500",
        $"--Genesys:{Merchant}:BaseUrl={world}/sandbox/genesys",
        $"--Genesys:{Merchant}:ClientId=sandbox-genesys",
        $"--Genesys:{Merchant}:ClientSecret={GenesysSecret}",
        $"--Genesys:{Merchant}:DataTableId=5ab0c000-0000-4000-8000-0000000000e0",
        $"--Genesys:{Merchant}:FlowId=5ab0c000-0000-4000-8000-0000000000f0",
        $"--Genesys:{Merchant}:MessageFrom=+15005550006",
        $"--Genesys:{Merchant}:MessengerType=sms",
        .. Sinks.Select((sink, i) => $"--Genesys:{Merchant}:Sinks:{i}={sink}"),
        .. SandboxWorktype.Statuses.Where(status => status.IsOfPayment)
            .Select(status => $"--Genesys:{Merchant}:Statuses:{status.Word}={status.Id}"),
        "--Polling:ShortPeriod=00:00:01",
        "--Polling:ReadGap=00:00:00",
        "--Limits:LoginsPerMinute=1000",
        "--Limits:WrongKeysPerMinute=1000000",
        "--Limits:WrongWebhooksPerMinute=1000000",
    ];

    /// <summary>Follows no redirect, keeps no cookie, and leaves no trace of its own in this process.</summary>
    public static HttpClient NewClient(Uri gateway) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
    })
    {
        BaseAddress = gateway,
    };
}
