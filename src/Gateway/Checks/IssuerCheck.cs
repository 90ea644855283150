using CryptoPay.Gateway.OAuth;
using CryptoPay.Processors.Checks;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Checks;

/// <summary>Whether an issuer can be asked for its keys.</summary>
internal static class IssuerCheck
{
    /// <param name="key">Null for that of access tokens.</param>
    public static async Task<Finding> CheckIssuer(
        this IServiceProvider services, string? key, CancellationToken cancellation)
    {
        try
        {
            var issuer = await services.GetRequiredKeyedService<Issuer>(key).Read(cancellation);
            return new Finding(FindingKind.Good, $"It answers. Keys that it signs with: {issuer.SigningKeys.Count}.");
        }
        catch (OptionsValidationException)
        {
            return new Finding(FindingKind.Note, "Not asked, as its settings cannot work.");
        }
        catch (IssuerAwayException away)
        {
            return new Finding(FindingKind.Fault, $"Its keys cannot be read: {away.Message}. Without them no token "
                + "opens anything.");
        }
    }
}
