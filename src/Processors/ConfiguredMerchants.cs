using Microsoft.Extensions.Configuration;

namespace CryptoPay.Processors;

public static class ConfiguredMerchants
{
    /// <summary>Whose orders there are where no setting says it.</summary>
    public const string Default = "default";

    /// <summary>What a key has that reaches every merchant and is none.</summary>
    public const string All = "*";

    /// <summary>The merchants of the API keys in the settings.</summary>
    public static IEnumerable<string> Of(IConfiguration configuration) => configuration.GetSection("ApiKeys")
        .GetChildren().Select(key => key["Merchant"] ?? Default).Where(merchant => merchant != All);
}
