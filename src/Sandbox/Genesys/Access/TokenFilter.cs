using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Genesys.Wire;

namespace CryptoPay.Sandbox.Genesys.Access;

/// <summary>Lets in who has a token that is good, and not too often.</summary>
internal sealed class TokenFilter(Tokens tokens, CallLimit limit) : IEndpointFilter
{
    private const string Bearer = "Bearer ";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers[GenesysJson.CorrelationId] = Coin.NewUuid();
        var given = http.Request.Headers.Authorization.ToString();
        if (!given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return GenesysError.NoToken;
        var token = given[Bearer.Length..];
        if (!tokens.IsGood(token)) return GenesysError.BadToken;
        return limit.SecondsToWait(token) is { } seconds
            ? GenesysError.TooMany(http.Response, seconds)
            : await next(context);
    }
}
