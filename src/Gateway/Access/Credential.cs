using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// What a call shows to be let in: an API key in its own header, or where a client can send only <c>Authorization</c>
/// there, as a bearer token is. Two at once are none.
/// </summary>
internal static class Credential
{
    /// <summary>The scheme of whatever takes an API key: it hands the call to that of its credential.</summary>
    public const string Scheme = "Caller";

    public const string KeyHeader = "X-Api-Key";

    /// <summary>Of <c>Authorization</c>.</summary>
    public const string BearerScheme = "Bearer";

    private const string Prefix = $"{BearerScheme} ";

    public static AuthenticationBuilder AddCallers(this AuthenticationBuilder authentication) => authentication
        .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
        .AddPolicyScheme(Scheme, null, callers => callers.ForwardDefault = ApiKeyHandler.SchemeName);

    /// <summary>
    /// Null where there is none, and where none is needed: what a webhook or the sandbox's own callers show us is no
    /// wrong key of ours.
    /// </summary>
    public static string? In(HttpRequest request)
    {
        if (request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null) return null;
        string?[] all =
        [
            .. request.Headers[KeyHeader],
            .. request.Headers.Authorization
                .Where(value => value?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) == true)
                .Select(value => value![Prefix.Length..].Trim()),
        ];
        return all is [{ Length: > 0 } one] ? one : null;
    }

    /// <summary>Whether it is in the shape of a signed token, which no key of ours is.</summary>
    public static bool IsToken(HttpRequest request) =>
        request.Headers.Authorization.Count == 1 && !request.Headers.ContainsKey(KeyHeader)
        && In(request)?.Count(letter => letter == '.') == 2;

    /// <param name="bearer">The challenge of this scheme, with what is wrong where something was shown.</param>
    public static void Challenge(HttpResponse response, string bearer = BearerScheme)
    {
        response.Headers.WWWAuthenticate = new([bearer, ApiKeyHandler.SchemeName]);
        response.StatusCode = StatusCodes.Status401Unauthorized;
    }
}
