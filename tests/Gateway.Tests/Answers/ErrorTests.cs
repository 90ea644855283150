using System.Net;

namespace CryptoPay.Gateway.Tests.Answers;

public class ErrorTests(RunningGateway gateway)
{
    [Theory]
    [InlineData("silo")]
    [InlineData("timeout")]
    public async Task A_fault_of_the_cluster_is_503_and_says_when_to_come_back(string fault)
    {
        var response = await gateway.Send(Requests.Get($"/throws/{fault}"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("unavailable", await response.ErrorCode());
        Assert.DoesNotContain("secret detail", await response.Text());
    }

    [Fact]
    public async Task A_bug_is_500_and_shows_nothing_of_itself()
    {
        var response = await gateway.Send(Requests.Get("/throws/bug"));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("internal_error", await response.ErrorCode());
        Assert.DoesNotContain("secret detail", await response.Text());
        Assert.DoesNotContain("Exception", await response.Text());
    }

    [Fact]
    public async Task What_is_not_there_and_what_is_not_allowed_are_problems_too()
    {
        var missing = await gateway.Send(Requests.Get("/nothing-here").WithKey());
        var notAllowed = await gateway.Send(new HttpRequestMessage(HttpMethod.Delete, "/v1/payment-intents").WithKey());

        Assert.Equal("not_found", await missing.ErrorCode());
        Assert.Equal("method_not_allowed", await notAllowed.ErrorCode());
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/nothing-here")]
    [InlineData("/throws/bug")]
    [InlineData("/throws/silo")]
    public async Task Every_answer_tells_browsers_to_load_nothing_and_to_tell_nobody(string path)
    {
        var response = await gateway.Send(Requests.Get(path));

        Assert.Equal(
            ["default-src 'none'; frame-ancestors 'none'"], response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], response.Headers.GetValues("Referrer-Policy"));
        Assert.Empty(response.Headers.Server);
    }
}
