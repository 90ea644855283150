using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace CryptoPay.Gateway.OAuth;

/// <summary>
/// Section <c>OAuth</c>: whose access tokens open the API beside API keys. Without it none does. Read at the start.
/// </summary>
public sealed class OAuthOptions
{
    /// <summary>
    /// As it stands in its tokens and in its discovery document: an absolute https URL, in Development also http on a
    /// loopback host.
    /// </summary>
    public string Issuer { get; set; } = "";

    /// <summary>
    /// This API's own name there, and not the ID of any client: it is what tells an access token from an ID token.
    /// </summary>
    public string Audience { get; set; } = "";

    /// <summary>The claim with the scopes: one text with blanks between them, or a list.</summary>
    public string ScopeClaim { get; set; } = "scope";

    /// <summary>The claim with the one merchant that a token reaches.</summary>
    public string MerchantClaim { get; set; } = "merchant";

    /// <summary>Whether a token may have the merchant "*" and so reach all. Default false.</summary>
    public bool MayReachAll { get; set; }

    /// <summary>What tokens may be signed with. Default all of <see cref="Asymmetric"/>.</summary>
    public string[] Algorithms { get; set; } = [];

    internal const string Section = "OAuth";

    /// <summary>Where the issuer's key is no secret. With the others whoever can check a token can make one.</summary>
    internal static readonly string[] Asymmetric =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    internal bool IsOn => Issuer != "";

    internal IList<string> Allowed => Algorithms.Length > 0 ? Algorithms : Asymmetric;
}

/// <summary>A section that says nothing is not there; one that says anything has to be whole.</summary>
internal sealed class OAuthOptionsValidator(IConfiguration configuration, IHostEnvironment host)
    : IValidateOptions<OAuthOptions>
{
    public ValidateOptionsResult Validate(string? name, OAuthOptions options)
    {
        if (!configuration.GetSection(OAuthOptions.Section).GetChildren().Any()) return ValidateOptionsResult.Success;
        string[] wrong =
        [
            .. Issuer.IsGood(options.Issuer, host) ? [] : new[] { $"OAuth:Issuer must be {Issuer.Rule}." },
            .. Is(options.Audience) ? [] : new[] { "OAuth:Audience must be this API's name at the issuer." },
            .. Is(options.ScopeClaim) ? [] : new[] { "OAuth:ScopeClaim must be the name of a claim." },
            .. Is(options.MerchantClaim) ? [] : new[] { "OAuth:MerchantClaim must be the name of a claim." },
            .. options.Allowed.All(OAuthOptions.Asymmetric.Contains) ? [] : new[]
            {
                $"OAuth:Algorithms must be a list of {string.Join(", ", OAuthOptions.Asymmetric)}.",
            },
        ];
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static bool Is(string? text) => !string.IsNullOrWhiteSpace(text);
}
