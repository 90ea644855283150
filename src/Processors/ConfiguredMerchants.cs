using Microsoft.Extensions.Configuration;

namespace CryptoPay.Processors;

public static class ConfiguredMerchants
{
    /// <summary>The merchant where the settings name none.</summary>
    public const string Default = "default";

    /// <summary>Stands in place of a merchant where a key reaches all of them. It is no merchant itself.</summary>
    public const string All = "*";

    /// <summary>The merchants of the API keys in the settings.</summary>
    public static IEnumerable<string> Of(IConfiguration configuration) => configuration.GetSection("ApiKeys")
        .GetChildren().Select(key => key["Merchant"] ?? Default).Where(merchant => merchant != All);
}
