using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Calls;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Genesys.Faults;
using CryptoPay.Sandbox.Genesys.Wire;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.Genesys.Access;

/// <summary>Gives tokens to the OAuth client, and shows and plays what becomes of them.</summary>
internal static class TokenApi
{
    public static void MapTokens(this IEndpointRouteBuilder genesys)
    {
        genesys.MapPost("/oauth/token", Give);
        genesys.MapPost("/tokens/revoke", (Tokens tokens) =>
        {
            tokens.RevokeAll();
            return Results.NoContent();
        });
        genesys.MapGet("/limits", (CallLimit limit, Tokens tokens) => SandboxJson.Ok(new
        {
            limit.PerMinuteMax,
            limit.MostInAMinute,
            limit.Calls,
            limit.Refused,
            Tokens = tokens.Given,
        }));
    }

    private static async Task<IResult> Give(
        HttpContext http, Tokens tokens, GenesysFaults faults, IOptionsMonitor<GenesysOptions> options)
    {
        http.Response.Headers[GenesysJson.CorrelationId] = Coin.NewUuid();
        var grant = http.Request.HasFormContentType ? (string?)(await http.Request.ReadFormAsync())["grant_type"] : "";
        var settings = options.CurrentValue;
        return await faults.Switch.Run(
            http, "token", [settings.ClientId], status => GenesysError.Of(status, []),
            () => !IsClient(http.Request.Headers.Authorization.ToString(), settings)
                ? Refuse(StatusCodes.Status401Unauthorized, "invalid_client", "authentication failed")
                : grant != "client_credentials"
                    ? Refuse(StatusCodes.Status400BadRequest, "unsupported_grant_type", "unsupported grant type")
                    : Token(tokens.Give()));
    }

    private static IResult Token((string Token, int Seconds) given) => GenesysJson.Answer(new JsonObject
    {
        ["access_token"] = given.Token,
        ["token_type"] = "bearer",
        ["expires_in"] = given.Seconds,
    });

    private static bool IsClient(string authorization, GenesysOptions settings)
    {
        var expected = Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{settings.ClientId}:{settings.ClientSecret}"));
        return settings.ClientSecret != "" && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(authorization), Encoding.UTF8.GetBytes($"Basic {expected}"));
    }

    private static IResult Refuse(int status, string error, string description) => GenesysJson.Answer(
        new JsonObject
        {
            ["error"] = error,
            ["description"] = description,
            ["error_description"] = description,
        },
        status);
}
