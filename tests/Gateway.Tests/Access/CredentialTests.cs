using System.Net;

namespace CryptoPay.Gateway.Tests.Access;

/// <summary>Where an API key may stand.</summary>
public class CredentialTests(RunningGateway gateway)
{
    [Theory]
    [InlineData("Bearer " + RunningGateway.Key)]
    [InlineData("bearer  " + RunningGateway.Key)]
    public async Task A_key_may_stand_where_bearer_tokens_do(string authorization) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(("Authorization", authorization))).StatusCode);

    [Fact]
    public async Task A_proxys_own_password_beside_a_key_is_none_of_our_business() => Assert.Equal(
        HttpStatusCode.BadRequest,
        (await Send(("Authorization", "Basic cHJveHk6cHc="), ("X-Api-Key", RunningGateway.Key))).StatusCode);

    [Fact]
    public async Task Two_credentials_at_once_are_none()
    {
        (string, string)[] key = [("X-Api-Key", RunningGateway.Key)];
        (string, string)[] bearer = [("Authorization", $"Bearer {RunningGateway.Key}")];

        Assert.Equal(HttpStatusCode.Unauthorized, (await Send([.. key, .. bearer])).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send([.. bearer, .. bearer])).StatusCode);
        Assert.Equal(
            HttpStatusCode.Unauthorized, (await Send([.. key, ("Authorization", "Bearer a.b.c")])).StatusCode);
    }

    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", "Bearer wrong")]
    [InlineData("Authorization", RunningGateway.Key)]
    [InlineData("Authorization", "Basic " + RunningGateway.Key)]
    [InlineData("X-Api-Key", "Bearer " + RunningGateway.Key)]
    public async Task What_is_no_key_is_told_what_would_be_one(string header, string value)
    {
        var refused = await Send((header, value));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(["Bearer", "ApiKey"], refused.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
    }

    private Task<HttpResponseMessage> Send(params (string Name, string Value)[] headers)
    {
        var request = Requests.Get("/v1/payment-intents?take=0");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return gateway.Send(request);
    }
}
