using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Accounts;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.Customers;
using CryptoPay.Gateway.Dashboard;
using CryptoPay.Gateway.Health;
using CryptoPay.Gateway.Home;
using CryptoPay.Gateway.Links;
using CryptoPay.Gateway.Listening;
using CryptoPay.Gateway.OAuth;
using CryptoPay.Gateway.Oidc;
using CryptoPay.Gateway.OrderPages;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Gateway.Qr;
using CryptoPay.Gateway.Reconciling;
using CryptoPay.Gateway.Refunds;
using CryptoPay.Gateway.Reviews;
using CryptoPay.Gateway.Settings;
using CryptoPay.Gateway.Sinks;
using CryptoPay.Gateway.Statements;
using CryptoPay.Gateway.Telemetry;
using CryptoPay.Gateway.Webhooks;
using CryptoPay.Hosting.Cluster;
using CryptoPay.Hosting.Logs;
using CryptoPay.Hosting.Telemetry;
using CryptoPay.Notifications;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway;

/// <summary>
/// The HTTP edge. Needs an <see cref="IGrainFactory"/> from a silo or a client that has the dashboard added, the
/// processor accounts with a webhook receiver for each, and health checks named "storage" and "silo".
/// </summary>
public static class GatewayComposition
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        builder.AddListening();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>();
        builder.Services.AddOptions<GatewayOptions>().BindConfiguration("Gateway")
            // The binder passes over a text where a list belongs, and nobody would be trusted or may frame the page.
            .PostConfigure<IConfiguration>((gateway, configuration) =>
            {
                if (configuration[GatewayOptions.ProxiesSetting] is { Length: > 0 } one)
                    gateway.TrustedProxies = [one];
                if (configuration[GatewayOptions.FrameAncestorsSetting] is { Length: > 0 } site)
                    gateway.FrameAncestors = [site];
            })
            .ValidateOnStart();
        builder.Services.AddTrustedProxies();
        builder.Services.AddOptions<LimitOptions>().BindConfiguration("Limits")
            .ValidateDataAnnotations()
            .Validate(limits => limits.HasUsableAmountMaxOf, "Limits:AmountMaxOf:<isoCode> must be an amount from 1 to "
                + $"{LimitOptions.AmountMaxOfMax}, and <isoCode> a code of ISO 4217.")
            .Validate(limits => limits.CreatePerSecond <= limits.CreateBurst,
                "Limits:CreatePerSecond must be at most Limits:CreateBurst: more than that at once is never let in.")
            .Validate(limits => limits.CallsPerSecond <= limits.CallBurst,
                "Limits:CallsPerSecond must be at most Limits:CallBurst: more than that at once is never let in.")
            .Validate(limits => limits.AddressCallsPerSecond <= limits.AddressCallBurst,
                "Limits:AddressCallsPerSecond must be at most Limits:AddressCallBurst: more than that at once is never "
                + "let in.")
            .ValidateOnStart();

        builder.Services.AddNotificationHosts(builder.Configuration);
        builder.AddAccess();
        builder.AddTelemetry();
        builder.AddLogs();
        builder.Services.AddOAuth();
        builder.AddOidc();
        builder.Services.AddAccessLog();
        builder.Services.AddSingleton<RateLimits>();
        builder.Services.AddSingleton<WrongTries>();
        builder.Services.AddSingleton<LiveGateways>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<LiveGateways>());
        // The first that knows a fault answers it.
        builder.Services.AddExceptionHandler<PageFault>();
        builder.Services.AddErrors();
        builder.Services.AddHealthChecks();
        builder.Services.AddApiDocs(
            [
                .. PaymentIntentDocs.Words, .. RefundDocs.Words, .. SinkDocs.Words, .. CustomerDocs.Words,
                .. ReconciliationEndpoints.Words, .. StatementWords.Known,
            ]);

        builder.Services.AddSingleton<LinkTokens>();
        builder.Services.AddHostedService<LinkKeyAtStart>();
        builder.Services.AddSingleton<AgentTokens>();
        builder.Services.AddSingleton<OrderLinks>();
        builder.Services.AddSingleton<LinkedOrders>();
        builder.Services.AddSingleton<OrderPageCalls>();
        builder.Services.AddSingleton<PageNewsStream>();
        builder.Services.AddSingleton<IHttpContextFactory, SecretsInAddresses>();
        builder.Services.AddSingleton<OrderCalls>();
        builder.Services.AddSingleton<AccountCalls>();
        builder.Services.AddSingleton<ReconciliationCalls>();
        builder.Services.AddSingleton<WebhookMetrics>();
        builder.Services.AddSingleton<BodyReader>();
        builder.Services.AddSingleton<SecretReload>();
        builder.Services.AddSingleton<IConfigurationRoot>(builder.Configuration);
    }

    /// <exception cref="InvalidOperationException">An API key is configured that cannot work.</exception>
    public static void MapGateway(this WebApplication app)
    {
        app.VerifyListening();
        app.Services.GetRequiredService<ApiKeyRing>().VerifyAtStart();

        QueryAside.Use(app);
        app.UseCallSpans();
        app.UseLinesOfCalls();
        app.UseTrustedProxies();
        app.UseSecurityHeaders();
        app.UseErrors();
        RateLimits.UseOfAddress(app);
        app.UseClusterConnection();
        app.UseAuthentication();
        app.UseAuthorization();
        RateLimits.UseOfKey(app);
        app.UseAccessLog();

        app.MapHome();
        app.MapPaymentIntents();
        app.MapRefunds();
        app.MapReviews();
        app.MapCustomers();
        app.MapSinks();
        app.MapAccounts();
        app.MapReconciliations();
        app.MapStatements();
        app.MapWebhooks();
        app.MapQrImages();
        app.MapOrderPages();
        app.MapHealth();
        app.MapMetrics();
        app.MapApiDocs();
        app.MapLogin();
        app.MapOidc();
        app.MapOperatorDashboard();
    }
}
