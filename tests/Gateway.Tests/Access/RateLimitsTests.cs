using System.Net;

namespace CryptoPay.Gateway.Tests.Access;

public class RateLimitsTests
{
    [Fact]
    public async Task Who_creates_beyond_the_burst_is_told_when_to_come_back_and_others_are_not_held_up()
    {
        await using var gateway = new RunningGateway(new()
        {
            ["Limits:CreateBurst"] = "2",
            ["Limits:CreatePerSecond"] = "1",
            ["ApiKeys:other:Sha256"] = Convert.ToHexString(CryptoPay.Gateway.Access.ApiKeyRing.Hash("other")),
        });
        await gateway.InitializeAsync();

        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 10; i++)
        {
            answers.Add(await gateway.Send(Requests.Post("/v1/payment-intents").WithKey()));
        }

        Assert.Equal(HttpStatusCode.BadRequest, answers[0].StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, answers[1].StatusCode);
        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal("too_many_requests", await refused.ErrorCode());
        Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        var other = await gateway.Send(Requests.Post("/v1/payment-intents").WithKey("other"));
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }

    [Fact]
    public async Task A_burst_of_two_hundred_creates_passes_by_default()
    {
        await using var gateway = new RunningGateway([]);
        await gateway.InitializeAsync();

        for (var i = 0; i < 200; i++)
        {
            var response = await gateway.Send(Requests.Post("/v1/payment-intents").WithKey());
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task Guessing_keys_at_the_login_ends_soon()
    {
        await using var gateway = new RunningGateway(new() { ["Limits:LoginsPerMinute"] = "10" });
        await gateway.InitializeAsync();

        HttpStatusCode last = default;
        for (var i = 0; i < 11; i++)
        {
            var guess = new HttpRequestMessage(HttpMethod.Post, "/login")
            {
                Content = new FormUrlEncodedContent([new("key", $"guess {i}")]),
            };
            last = (await gateway.Send(guess)).StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }
}
