using CryptoPay.Sandbox.BitPay;
using CryptoPay.Sandbox.BitPay.Endpoints;
using CryptoPay.Sandbox.BitPay.Webhooks;
using CryptoPay.Sandbox.BtcPay;
using CryptoPay.Sandbox.BtcPay.CheckoutPage;
using CryptoPay.Sandbox.BtcPay.Endpoints;
using CryptoPay.Sandbox.BtcPay.PullPayments;
using CryptoPay.Sandbox.BtcPay.Webhooks;
using CryptoPay.Sandbox.Coinbase;
using CryptoPay.Sandbox.CoinbaseCommerce;
using CryptoPay.Sandbox.Faults;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Pages;
using CryptoPay.Sandbox.Signed;
using CryptoPay.Sandbox.Storage;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox;

public static class SandboxComposition
{
    /// <param name="configuration">The whole configuration, or its section <c>Sandbox</c>.</param>
    public static IServiceCollection AddSandbox(this IServiceCollection services, IConfiguration configuration)
    {
        var isSection = configuration is IConfigurationSection { Key: SandboxOptions.Section };
        services.Configure<SandboxOptions>(
            isSection ? configuration : configuration.GetSection(SandboxOptions.Section));
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton<SandboxDatabase>();
        services.AddSingleton<FaultSwitch>();
        services.AddHostedService<DialectClock>();

        services.AddSingleton<BtcPayStore>();
        services.AddSingleton<PullPaymentBook>();
        services.AddDialect<BtcPayInvoices, BtcPayWebhooks>();
        services.AddDialect<BitPayInvoices, BitPayWebhooks>();
        services.AddDialect<Checkouts, CoinbaseWebhooks>();
        services.AddDialect<Charges, CoinbaseCommerceWebhooks>();
        services.AddDialect<SignedPayments, SignedWebhooks>();
        return services;
    }

    /// <summary>Maps all of <c>/sandbox</c>. It has its own keys, so the host's authorization does not apply.</summary>
    /// <exception cref="InvalidOperationException">
    /// In Production, unless <c>Sandbox:AllowInProduction</c> is true.
    /// </exception>
    public static IEndpointConventionBuilder MapSandbox(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        if (services.GetRequiredService<IHostEnvironment>().IsProduction()
            && !services.GetRequiredService<IOptionsMonitor<SandboxOptions>>().CurrentValue.AllowInProduction)
        {
            throw new InvalidOperationException(
                "The sandbox invents payments and is not mapped in Production. "
                + "If that is meant, set Sandbox:AllowInProduction to true.");
        }

        var sandbox = endpoints.MapGroup("/sandbox").AllowAnonymous().ExcludeFromDescription();
        // Generated code takes a service for a possible body, and would refuse each call that does not bring JSON.
        ((IEndpointConventionBuilder)sandbox).Finally(endpoint =>
        {
            foreach (var accepts in endpoint.Metadata.OfType<IAcceptsMetadata>().ToList())
                endpoint.Metadata.Remove(accepts);
        });
        sandbox.MapPages();
        sandbox.MapOrders();
        sandbox.MapBtcPayControls();
        sandbox.MapFaults();

        var btcPay = sandbox.MapGroup("/btcpay");
        btcPay.MapBtcPayApi();
        btcPay.MapStore();
        btcPay.MapCheckoutPage();
        btcPay.MapClaimPage();

        var bitPay = sandbox.MapGroup("/bitpay");
        bitPay.MapBitPayApi();
        bitPay.MapBitPayCheckoutPage();

        sandbox.MapGroup("/coinbase").MapCoinbase();
        sandbox.MapGroup("/commerce").MapCoinbaseCommerce();

        var signed = sandbox.MapGroup("/signed");
        signed.MapSignedApi();
        signed.MapSignedPage();
        return sandbox;
    }

    private static void AddDialect<TDialect, TWebhooks>(this IServiceCollection services)
        where TDialect : class, IDialect
        where TWebhooks : class, IHostedService
    {
        services.AddSingleton<TWebhooks>();
        services.AddHostedService(provider => provider.GetRequiredService<TWebhooks>());
        services.AddSingleton<TDialect>();
        services.AddSingleton<IDialect>(provider => provider.GetRequiredService<TDialect>());
    }
}
