using CryptoPay.Gateway.Tests.Docs;

namespace CryptoPay.GenesysKit.Tests;

/// <summary>Where the kit stands in the repository, as it is committed.</summary>
internal static class Kit
{
    public static readonly string Folder = Path.Combine(Pages.Root, "integrations", "genesys-cloud");
}
