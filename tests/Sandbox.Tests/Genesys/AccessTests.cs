using System.Net;
using CryptoPay.Sandbox.Genesys.Access;
using CryptoPay.Sandbox.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Sandbox.Tests.Genesys;

public sealed class AccessTests
{
    private const string Me = "tokens/me";

    [Fact]
    public async Task A_token_is_good_until_its_time_is_over()
    {
        await using var desk = await GenesysDesk.Open(options => options.TokenSeconds = 300);

        desk.Sandbox.Clock.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(HttpStatusCode.OK, (await desk.Call("GET", Me)).Status);
        desk.Sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        var late = await desk.Call("GET", Me);

        Assert.Equal((HttpStatusCode.Unauthorized, "bad.credentials"), (late.Status, late.Code));
    }

    [Fact]
    public async Task A_revoked_token_is_refused_and_a_new_one_is_good()
    {
        await using var desk = await GenesysDesk.Open();

        await desk.Own("POST", "tokens/revoke");
        var revoked = (await desk.Call("GET", Me)).Status;
        desk.Token = (await desk.AskForToken()).Body.GetProperty("access_token").GetString()!;

        Assert.Equal(HttpStatusCode.Unauthorized, revoked);
        Assert.Equal(HttpStatusCode.OK, (await desk.Call("GET", Me)).Status);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_done()
    {
        await using var desk = await GenesysDesk.Open();
        desk.Token = "";

        var answer = await desk.Patch("item-1", "AwaitingPayment");

        Assert.Equal((HttpStatusCode.Unauthorized, "authentication.required"), (answer.Status, answer.Code));
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Own("GET", "workitems/item-1")).Status);
    }

    [Theory]
    [InlineData("wrong", "client_credentials", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData(GenesysDesk.ClientSecret, "password", HttpStatusCode.BadRequest, "unsupported_grant_type")]
    public async Task A_client_that_is_not_ours_gets_no_token(
        string secret, string grant, HttpStatusCode status, string error)
    {
        await using var desk = await GenesysDesk.Open();

        var answer = await desk.AskForToken(secret, grant);

        Assert.Equal((status, error), (answer.Status, answer.Body.GetProperty("error").GetString()!));
    }

    [Fact]
    public async Task Until_a_secret_is_set_nobody_gets_in()
    {
        await using var sandbox = await SandboxHost.Start(configure: services =>
            services.Configure<GenesysOptions>(options => options.ClientId = GenesysDesk.ClientId));

        var answer = await new GenesysDesk(sandbox).AskForToken(secret: "");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Fact]
    public async Task The_call_beyond_the_limit_waits_until_the_oldest_is_a_minute_old()
    {
        await using var desk = await GenesysDesk.Open(options => options.CallsPerMinuteMax = 3);
        await desk.Call("GET", Me);
        desk.Sandbox.Clock.Advance(TimeSpan.FromSeconds(20));
        await desk.Call("GET", Me);
        await desk.Call("GET", Me);

        var refused = await desk.Call("GET", Me);
        Assert.Equal(
            (HttpStatusCode.TooManyRequests, "too.many.requests.retry.after", "40"),
            (refused.Status, refused.Code, refused.Header("Retry-After")));
        Assert.EndsWith("Retry the request in [40] seconds", refused.Message);

        desk.Sandbox.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(HttpStatusCode.OK, (await desk.Call("GET", Me)).Status);
        Assert.Equal(
            """{"perMinuteMax":3,"mostInAMinute":4,"calls":5,"refused":1,"tokens":1}""",
            (await desk.Own("GET", "limits")).Text);
    }
}
