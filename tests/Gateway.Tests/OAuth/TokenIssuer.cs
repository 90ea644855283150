using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoPay.Loopback;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace CryptoPay.Gateway.Tests.OAuth;

/// <summary>An issuer on loopback: its discovery document, its keys, and any token that one could think of.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    public const string Audience = "https://pay.example.test/api";

    public static readonly DateTimeOffset Now = new(2030, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private readonly int port = Ports.Free();
    private WebApplication? app;
    private int keyReads;

    public string Url => $"http://127.0.0.1:{port}";

    /// <summary>What it signs with, and shows the public half of.</summary>
    public IssuerKey Key { get; set; } = new("one");

    /// <summary>How often its keys were asked for.</summary>
    public int KeyReads => Volatile.Read(ref keyReads);

    /// <summary>What answers in its place.</summary>
    public RequestDelegate? Instead { get; set; }

    public async Task Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add(Url);
        app.Run(Answer);
        await app.StartAsync();
    }

    public async Task Close()
    {
        if (app is not null) await app.DisposeAsync();
        app = null;
    }

    public async ValueTask DisposeAsync() => await Close();

    /// <summary>A good token of a client, signed now.</summary>
    public string Token(
        Action<Dictionary<string, object>>? claims = null, Action<Dictionary<string, object>>? header = null,
        Func<byte[], byte[]>? sign = null)
    {
        var (head, body) = Parts(claims, header);
        return Signed(head, body, sign ?? Key.Sign);
    }

    /// <summary>The same, with another's signature under it.</summary>
    public string TokenSigned(
        Func<byte[], byte[]> sign, Action<Dictionary<string, object>>? header = null)
    {
        var (head, body) = Parts(null, header);
        return Signed(head, body, sign);
    }

    private (Dictionary<string, object> Header, Dictionary<string, object> Claims) Parts(
        Action<Dictionary<string, object>>? claims, Action<Dictionary<string, object>>? header)
    {
        var head = new Dictionary<string, object> { ["alg"] = "ES256", ["typ"] = "at+jwt", ["kid"] = Key.Id };
        header?.Invoke(head);
        var body = new Dictionary<string, object>
        {
            ["iss"] = Url,
            ["aud"] = Audience,
            ["client_id"] = "contact-center",
            ["sub"] = "contact-center",
            ["iat"] = Now.ToUnixTimeSeconds(),
            ["exp"] = Now.AddMinutes(5).ToUnixTimeSeconds(),
            ["scope"] = "payments:read",
            ["merchant"] = "default",
        };
        claims?.Invoke(body);
        return (head, body);
    }

    private static string Signed(object header, object claims, Func<byte[], byte[]> sign)
    {
        var content = $"{Encoded(header)}.{Encoded(claims)}";
        return $"{content}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(content)))}";
    }

    private static string Encoded(object part) => Base64UrlEncoder.Encode(JsonSerializer.SerializeToUtf8Bytes(part));

    private Task Answer(HttpContext http)
    {
        if (http.Request.Path == "/keys") Interlocked.Increment(ref keyReads);
        if (Instead is { } instead) return instead(http);
        return http.Request.Path == "/keys"
            ? http.Response.WriteAsJsonAsync(new { keys = new[] { Key.Public } })
            : http.Response.WriteAsJsonAsync(new { issuer = Url, jwks_uri = $"{Url}/keys" });
    }
}

/// <param name="Id">As tokens name it.</param>
internal sealed record IssuerKey(string Id)
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public object Public => new
    {
        kty = "EC",
        crv = "P-256",
        use = "sig",
        alg = "ES256",
        kid = Id,
        x = Base64UrlEncoder.Encode(Point.X!),
        y = Base64UrlEncoder.Encode(Point.Y!),
    };

    /// <summary>As text, which is what a confused program takes for a shared secret.</summary>
    public string Pem => key.ExportSubjectPublicKeyInfoPem();

    private ECPoint Point => key.ExportParameters(includePrivateParameters: false).Q;

    public byte[] Sign(byte[] content) => key.SignData(content, HashAlgorithmName.SHA256);
}
