using System.Net;

namespace CryptoPay.Gateway.Tests.Access;

public class AccessTests(RunningGateway gateway)
{
    [Theory]
    [InlineData("/v1/payment-intents")]
    [InlineData("/v1/payment-intents/CC-1")]
    [InlineData("/v1/payment-intents/CC-1/events")]
    [InlineData("/dashboard")]
    [InlineData("/nothing-here")]
    public async Task Without_a_key_everything_is_closed(string path)
    {
        HttpRequestMessage[] requests =
            [Requests.Get(path), Requests.Get(path).WithKey("wrong"), Requests.Get(path).WithKey("dev-only-key")];
        foreach (var request in requests)
        {
            var response = await gateway.Send(request);

            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("unauthorized", await response.ErrorCode());
        }
    }

    [Fact]
    public async Task A_key_opens_it()
    {
        var response = await gateway.Send(Requests.Get("/v1/payment-intents?take=0").WithKey());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Two_keys_at_once_are_none()
    {
        var request = Requests.Get("/v1/payment-intents?take=0").WithKey().WithKey("other");

        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Send(request)).StatusCode);
    }
}
