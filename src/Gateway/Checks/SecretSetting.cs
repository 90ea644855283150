using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration.Memory;

namespace CryptoPay.Gateway.Checks;

/// <summary>A setting whose value nobody else may learn, told by its name, so that a new one is found too.</summary>
/// <param name="From">Where the value stands: a file, the environment, the command line.</param>
internal sealed partial record SecretSetting(string Name, string Value, IConfigurationProvider From)
{
    /// <summary>Whose it is: an account or a merchant.</summary>
    public string Owner => string.Join(':', Name.Split(':').Take(2));

    public bool IsPrevious => Name.Split(':')[^1].StartsWith("Previous", StringComparison.OrdinalIgnoreCase);

    /// <summary>Without those that we make ourselves, and those of a sandbox, which protect nothing.</summary>
    public static IReadOnlyList<SecretSetting> In(IConfigurationRoot configuration) =>
    [
        .. from setting in configuration.AsEnumerable()
           where setting.Value is { Length: > 0 } && IsSecret.IsMatch(setting.Key)
               && !setting.Key.StartsWith("Sandbox:", StringComparison.OrdinalIgnoreCase)
           let secret = new SecretSetting(setting.Key, setting.Value!,
               configuration.Providers.Last(provider => provider.TryGet(setting.Key, out _)))
           where secret.From is not MemoryConfigurationProvider
           orderby secret.Name
           select secret,
    ];

    [GeneratedRegex(":[^:]*(Secret|ApiKey|Token|PrivateKey|MerchantKey|Password)$", RegexOptions.IgnoreCase)]
    private static partial Regex IsSecret { get; }
}
