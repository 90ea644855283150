using CryptoPay.Sandbox.Dialects;
using CryptoPay.Sandbox.Faults;
using CryptoPay.Sandbox.Genesys;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox;

public static class SandboxComposition
{
    /// <summary>The first one's account is the default of a gateway that embeds the sandbox.</summary>
    private static readonly Dialect[] Dialects =
    [
        new BtcPay.BtcPayDialect(),
        new BitPay.BitPayDialect(),
        new Coinbase.CoinbaseDialect(),
        new CoinbaseCommerce.CoinbaseCommerceDialect(),
        new Signed.SignedDialect(),
    ];

    /// <summary>
    /// Settings of a gateway that embeds the sandbox: an account of each dialect, both its sides, with new secrets.
    /// </summary>
    /// <param name="own">Where the gateway listens, without a slash at the end.</param>
    public static IEnumerable<KeyValuePair<string, string?>> NewAccounts(string own) =>
    [
        new("DefaultProcessor", Dialects[0].Account),
        .. Dialects.SelectMany(dialect => dialect.NewAccount(own)),
    ];

    /// <summary>
    /// Settings of a gateway that embeds the sandbox: the Genesys Cloud of merchant <c>default</c>, both its sides, with
    /// a new secret.
    /// </summary>
    /// <param name="own">Where the gateway listens, without a slash at the end.</param>
    public static IEnumerable<KeyValuePair<string, string?>> NewGenesys(string own) => GenesysSandbox.NewSettings(own);

    /// <summary>Options are read late, so that a host may set them by code once it listens.</summary>
    /// <param name="configuration">The whole configuration, or its section <c>Sandbox</c>.</param>
    public static IServiceCollection AddSandbox(this IServiceCollection services, IConfiguration configuration)
    {
        var sandbox = configuration is IConfigurationSection { Key: SandboxOptions.Section }
            ? configuration
            : configuration.GetSection(SandboxOptions.Section);
        services.Configure<SandboxOptions>(sandbox);
        services.Configure<DatabaseOptions>(sandbox);
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton<SandboxDatabase>();
        services.AddSingleton<FaultSwitch>();
        services.AddHostedService<InvoiceClock>();
        foreach (var dialect in Dialects) dialect.Add(services, sandbox);
        services.AddGenesys(sandbox);
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
        sandbox.MapInvoiceList();
        sandbox.MapOrders();
        sandbox.MapFaults();
        foreach (var dialect in Dialects) dialect.Map(sandbox);
        sandbox.MapGenesys();
        return sandbox;
    }
}
