using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace CryptoPay.Gateway.Tests.OAuth;

/// <summary>Tokens as an attacker, or a client that is set up wrongly, would send them.</summary>
public class ForgedTokenTests(ForgedTokenTests.Gateway gateway) : IClassFixture<ForgedTokenTests.Gateway>
{
    private static readonly IssuerKey Strange = new("one");

    private static readonly Dictionary<string, Func<TokenIssuer, string>> Tokens = new()
    {
        ["expired"] = issuer => issuer.Token(claims => claims["exp"] = At(seconds: -31)),
        ["not yet valid"] = issuer => issuer.Token(claims => claims["nbf"] = At(seconds: 31)),
        ["without an expiry"] = issuer => issuer.Token(claims => claims.Remove("exp")),
        ["with an expiry that is no number"] = issuer => issuer.Token(claims => claims["exp"] = "never"),
        ["with an expiry beyond all time"] = issuer => issuer.Token(claims => claims["exp"] = -1L),
        ["of another issuer"] = issuer => issuer.Token(claims => claims["iss"] = "https://stranger.example.test"),
        ["of our issuer with a slash"] = issuer => issuer.Token(claims => claims["iss"] = $"{issuer.Url}/"),
        ["without an issuer"] = issuer => issuer.Token(claims => claims.Remove("iss")),
        ["for another audience"] = issuer => issuer.Token(claims => claims["aud"] = "https://other.example.test"),
        ["for a longer audience"] = issuer => issuer.Token(claims => claims["aud"] = $"{TokenIssuer.Audience}/"),
        ["for no audience"] = issuer => issuer.Token(claims => claims.Remove("aud")),
        ["an ID token"] = issuer => issuer.Token(
            claims => (claims["aud"], claims["nonce"]) = ("contact-center", "n"), header => header["typ"] = "JWT"),
        ["a logout token"] = issuer => issuer.Token(header: header => header["typ"] = "logout+jwt"),
        ["of no type"] = issuer => issuer.Token(header: header => header.Remove("typ")),
        ["signed with another key of the same ID"] = issuer => issuer.TokenSigned(Strange.Sign),
        ["signed with a key that it brings along"] = issuer => issuer.TokenSigned(
            Strange.Sign, header => (header["jwk"], header["kid"]) = (Strange.Public, "a-kid-of-mine")),
        ["signed with a key that lies elsewhere"] = issuer => issuer.TokenSigned(
            Strange.Sign, header => (header["jku"], header["kid"]) = ("http://127.0.0.1:1/keys", "a-kid-of-mine")),
        ["signed by nobody"] = issuer => issuer.TokenSigned(_ => [], header => header["alg"] = "none"),
        ["signed by nobody, in capitals"] = issuer => issuer.TokenSigned(_ => [], header => header["alg"] = "NONE"),
        ["without its signature"] = issuer => issuer.TokenSigned(_ => []),
        ["signed with the public key as a secret"] = issuer => issuer.TokenSigned(
            content => HMACSHA256.HashData(Encoding.ASCII.GetBytes(issuer.Key.Pem), content),
            header => header["alg"] = "HS256"),
        ["with another's claims"] = issuer =>
        {
            var (mine, rich) = (issuer.Token().Split('.'), issuer.Token(claims => claims["scope"] = "ops:write"));
            return $"{mine[0]}.{rich.Split('.')[1]}.{mine[2]}";
        },
        ["with a header that must be understood"] = issuer => issuer.Token(
            header: header => (header["crit"], header["b64"]) = (new[] { "b64" }, false)),
        ["for two merchants"] = issuer => issuer.Token(claims => claims["merchant"] = new[] { "default", "north" }),
        ["for all merchants"] = issuer => issuer.Token(claims => claims["merchant"] = "*"),
        ["for a merchant that is none"] = issuer => issuer.Token(claims => claims["merchant"] = "a/b"),
        ["for a merchant that is a number"] = issuer => issuer.Token(claims => claims["merchant"] = 7),
        ["for no merchant"] = issuer => issuer.Token(claims => claims.Remove("merchant")),
        ["of nobody"] = issuer => issuer.Token(claims => Array.ForEach(["client_id", "sub"], name => claims.Remove(name))),
        ["of a client with a line in its name"] = issuer => issuer.Token(claims => claims["client_id"] = "a\nb"),
        ["of a client with no end to its name"] =
            issuer => issuer.Token(claims => claims["client_id"] = new string('a', 65)),
        ["of two clients"] = issuer => issuer.Token(claims => claims["client_id"] = new[] { "a", "b" }),
        ["no token"] = _ => "..",
        ["three words"] = _ => "one.two.three",
        ["nothing but braces"] = _ => "e30.e30.e30",
        ["as long as a header may be"] = issuer => issuer.Token(claims => claims["pad"] = new string('a', 11_000)) + "A",
    };

    public static TheoryData<string> Kinds => [.. Tokens.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_token_that_is_not_good_in_every_way_opens_nothing(string kind)
    {
        var token = Tokens[kind](gateway.Rig.Issuer);

        var refused = await gateway.Rig.Send(token);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("unauthorized", await refused.ErrorCode());
        Assert.Contains("error=\"invalid_token\"", refused.Headers.WwwAuthenticate.First().Parameter);
        // What is shorter is the base64 of next to nothing.
        var parts = token.Split('.').Where(part => part.Length > 5);
        string[] claims =
            ["contact-center", TokenIssuer.Audience, "other.example.test", "stranger.example.test", "a-kid-of-mine"];
        Assert.All(parts.Concat(claims), part =>
            Assert.DoesNotContain(gateway.Rig.Log.Lines, line => line.Contains(part)));
    }

    [Fact]
    public async Task A_token_longer_than_all_headers_together_is_not_even_read()
    {
        var token = gateway.Rig.Issuer.Token(claims => claims["pad"] = new string('a', 40_000));

        Assert.Equal(
            HttpStatusCode.RequestHeaderFieldsTooLarge, (await gateway.Rig.Send(token)).StatusCode);
    }

    private static long At(int seconds) => TokenIssuer.Now.AddSeconds(seconds).ToUnixTimeSeconds();

    public sealed class Gateway : IAsyncLifetime
    {
        internal TokenRig Rig { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Rig = await TokenRig.Open();

        public ValueTask DisposeAsync() => Rig.DisposeAsync();
    }
}
