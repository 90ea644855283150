using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CryptoPay.Processors.Coinbase;

/// <summary>
/// Signs each request just before it leaves, a repeated one again: a token is for one method, one path and one use.
/// </summary>
internal sealed class CoinbaseToken(TimeProvider clock) : DelegatingHandler
{
    /// <summary>Whose key signs the request.</summary>
    public static readonly HttpRequestOptionsKey<CoinbaseOptions> Signer = new("CoinbaseSigner");

    private const long LifetimeSeconds = 120;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        if (request.Options.TryGetValue(Signer, out var settings))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", For(settings, request));
        return base.SendAsync(request, cancellation);
    }

    private string For(CoinbaseOptions settings, HttpRequestMessage request)
    {
        var target = request.RequestUri!;
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var header = new TokenHeaderWire("ES256", settings.KeyId, "JWT", nonce);
        // The path without the query, and the sandbox's segment with it.
        var claims = new TokenClaimsWire(settings.KeyId, "cdp", now, now, now + LifetimeSeconds,
            [$"{request.Method} {target.Authority}{target.AbsolutePath}"]);

        var json = CoinbaseJson.Default;
        var signed = $"{Part(header, json.TokenHeaderWire)}.{Part(claims, json.TokenClaimsWire)}";
        using var key = settings.OpenPrivateKey();
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part<T>(T part, JsonTypeInfo<T> shape) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part, shape));
}
