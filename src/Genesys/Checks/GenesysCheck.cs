using System.Collections.Immutable;
using CryptoPay.Genesys.Calls;
using CryptoPay.Genesys.Sinks;
using CryptoPay.Payments.Cases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryptoPay.Genesys.Checks;

/// <summary>Asks a merchant's tenant whether its orders will be told there. Changes nothing.</summary>
public static class GenesysCheck
{
    /// <param name="services">In which the tenant and its sinks are registered.</param>
    /// <exception cref="OptionsValidationException">A setting cannot work; the message names it.</exception>
    public static async Task<ImmutableArray<Finding>> CheckTenant(
        this IServiceProvider services, IConfiguration configuration, string merchant, CheckedItems items,
        CancellationToken cancellation)
    {
        var tenant = services.GetRequiredKeyedService<Tenant>(merchant);
        if (await tenant.LogIn(cancellation).ConfigureAwait(false) is { } fault) return [OfLogIn(fault, merchant)];

        var findings = ImmutableArray.CreateBuilder<Finding>();
        findings.Add(Finding.Good("The tenant gives us a token."));
        foreach (var sink in GenesysRegistration.SinksOf(GenesysRegistration.SectionOf(configuration, merchant)))
        {
            findings.Add(Finding.Note(sink.Permissions.IsEmpty
                ? $"{sink.Name} needs no permission."
                : $"{sink.Name} needs {string.Join(", ", sink.Permissions)} in a role of the client."));
            if (sink.Check is { } look)
                findings.AddRange(await look(tenant, items, cancellation).ConfigureAwait(false));
        }

        return findings.ToImmutable();
    }

    private static Finding OfLogIn(DeliveryResult fault, string merchant) => fault switch
    {
        DeliveryResult.Refused { Code: var code } => Finding.Fault($"The tenant gives us no token ({code}): compare "
            + $"Genesys:{merchant}:ClientId, ClientSecret and Region with an OAuth client of the grant "
            + "client credentials."),
        DeliveryResult.Unavailable { Code: GenesysCodes.Nonsense } => Finding.Fault(
            $"Who answers is no login of Genesys Cloud: is Genesys:{merchant}:BaseUrl right?"),
        DeliveryResult.Unavailable { Code: var code } => Finding.Fault($"The tenant cannot be reached ({code}): is "
            + $"Genesys:{merchant}:Region right, does a firewall stand between?"),
        _ => Finding.Fault("The tenant gives us no token."),
    };
}
