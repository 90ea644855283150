using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.Coinbase;

/// <summary>Lets in who signed for this method and path with the account's key, within the last two minutes.</summary>
internal sealed class CoinbaseTokenFilter : IEndpointFilter
{
    private const long LifetimeSecondsMax = 120;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        MistakeIn(context.HttpContext) is { } mistake
            ? CheckoutWire.Error(StatusCodes.Status401Unauthorized, "unauthorized", mistake)
            : await next(context);

    private static string? MistakeIn(HttpContext http)
    {
        var services = http.RequestServices;
        var settings = services.GetRequiredService<IOptionsMonitor<CoinbaseOptions>>().CurrentValue;
        if (settings.PublicKey == "") return "Sandbox:Coinbase:PublicKey is not set, so no token can be verified";
        var authorization = http.Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith("Bearer ", StringComparison.Ordinal)
            || authorization["Bearer ".Length..].Split('.') is not [var header, var claims, var signature])
        {
            return "A bearer token of three parts is required";
        }
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(settings.PublicKey);
            var signed = Encoding.ASCII.GetBytes($"{header}.{claims}");
            if (!key.VerifyData(signed, Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256))
                return "The signature is not by the key";
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();
            return MistakeIn(Part(header), settings.KeyId)
                ?? MistakeIn(Part(claims), settings.KeyId, now, http.Request);
        }
        catch (Exception problem) when (problem is FormatException or JsonException or KeyNotFoundException
            or InvalidOperationException or ArgumentException)
        {
            return "The token cannot be read";
        }
    }

    private static string? MistakeIn(JsonElement header, string keyId) =>
        Text(header, "alg") == "ES256" && Text(header, "typ") == "JWT" && Text(header, "kid") == keyId
        && Text(header, "nonce").Length == 32
            ? null
            : "alg, typ, kid or nonce is wrong";

    private static string? MistakeIn(JsonElement claims, string keyId, long now, HttpRequest request)
    {
        var (notBefore, expires) = (claims.GetProperty("nbf").GetInt64(), claims.GetProperty("exp").GetInt64());
        if (Text(claims, "sub") != keyId || Text(claims, "iss") != "cdp") return "sub or iss is wrong";
        if (notBefore > now || expires <= now || expires - notBefore > LifetimeSecondsMax)
            return "The token is not valid now, or for longer than 120 seconds";
        var uri = $"{request.Method} {request.Host}{request.PathBase}{request.Path}";
        return claims.GetProperty("uris").EnumerateArray().Any(value => value.GetString() == uri)
            ? null
            : "The token is for another method or path";
    }

    private static JsonElement Part(string part) => JsonElement.Parse(Base64Url.DecodeFromChars(part));

    private static string Text(JsonElement part, string name) => part.GetProperty(name).GetString()!;
}
