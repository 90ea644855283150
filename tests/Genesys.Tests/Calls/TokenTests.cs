using System.Text;
using CryptoPay.Genesys.Calls;
using CryptoPay.Genesys.Settings;
using CryptoPay.Payments.Cases;
using CryptoPay.Processors.Tests;
using Microsoft.Extensions.DependencyInjection;
using Delivered = CryptoPay.Payments.Cases.DeliveryResult.Delivered;
using Refused = CryptoPay.Payments.Cases.DeliveryResult.Refused;
using Unavailable = CryptoPay.Payments.Cases.DeliveryResult.Unavailable;

namespace CryptoPay.Genesys.Tests.Calls;

public sealed class TokenTests : IDisposable
{
    private readonly GenesysRig rig = new(("Sinks:0", "summary"));
    private int made;

    public TokenTests() => rig.LogIn = _ => Token($"token-{++made}");

    [Fact]
    public async Task A_login_is_the_clients_and_its_token_goes_with_each_call()
    {
        await Tell();
        await Tell();

        var login = Assert.Single(rig.Logins);
        Assert.Equal("grant_type=client_credentials", login.Body);
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes($"client:{GenesysRig.Secret}"))}",
            login.Authorization);
        Assert.All(Api, call => Assert.Equal("Bearer token-1", call.Authorization));
    }

    [Fact]
    public async Task A_hundred_who_need_one_at_once_log_in_once()
    {
        var results = await rig.Elapse(Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(Tell))));

        Assert.All(results, result => Assert.Equal(new Delivered(), result));
        Assert.Single(rig.Logins);
    }

    [Fact]
    public async Task A_hundred_whose_token_is_refused_at_once_get_one_new_one()
    {
        await Tell();
        rig.Api = call => call.Authorization == "Bearer token-1"
            ? GenesysRig.Error(401, "bad.credentials")
            : GenesysRig.Json("{}");

        var results = await rig.Elapse(Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(Tell))));

        Assert.All(results, result => Assert.Equal(new Delivered(), result));
        Assert.Equal(2, rig.Logins.Length);
    }

    [Fact]
    public async Task Who_hears_late_that_an_old_one_is_refused_takes_the_new_one_from_nobody()
    {
        var clients = rig.Services.GetRequiredService<IHttpClientFactory>();
        var tokens = new AccessTokens(new Wire(clients, "Genesys:default", rig.Clock), rig.Clock);
        var settings = new GenesysOptions { Region = "mypurecloud.ie" };
        await tokens.Get(settings, CancellationToken.None);
        tokens.Forget("token-1");
        await tokens.Get(settings, CancellationToken.None);

        tokens.Forget("token-1");

        Assert.Equal("token-2", (await tokens.Get(settings, CancellationToken.None)).Token);
    }

    [Fact]
    public async Task One_that_is_refused_twice_is_a_matter_of_the_settings()
    {
        rig.Api = _ => GenesysRig.Error(401, "bad.credentials");

        Assert.Equal(new Refused("bad.credentials", IsOfSettings: true), await Tell());
        Assert.Equal((2, 2), (rig.Logins.Length, Api.Length));
    }

    [Fact]
    public async Task It_is_renewed_when_four_fifths_of_its_life_are_over()
    {
        rig.LogIn = _ => Token($"token-{++made}", seconds: 1000);
        await Tell();
        rig.Clock.Advance(TimeSpan.FromSeconds(799));
        await Tell();
        Assert.Single(rig.Logins);

        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await Tell();

        Assert.Equal("Bearer token-2", Api[^1].Authorization);
    }

    [Fact]
    public async Task While_a_renewal_fails_the_old_one_serves_to_its_end()
    {
        rig.LogIn = _ => Token("token-1", seconds: 1000);
        await Tell();
        rig.LogIn = _ => GenesysRig.Error(503, "down");
        rig.Clock.Advance(TimeSpan.FromSeconds(900));

        Assert.Equal(new Delivered(), await Tell());

        rig.Clock.Advance(TimeSpan.FromSeconds(101));
        Assert.Equal(new Unavailable("http_503", WasSent: false), await Tell());
    }

    [Fact]
    public async Task A_login_that_fails_is_not_repeated_for_each_order()
    {
        rig.LogIn = _ => GenesysRig.Json("""{"error":"invalid_client"}""") is Answer.Says says
            ? says with { Status = 400 } : throw new InvalidOperationException();

        for (var i = 0; i < 100; i++)
            Assert.Equal(new Refused("invalid_client", IsOfSettings: true), await Tell());

        Assert.Single(rig.Logins);
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        await Tell();
        Assert.Equal(2, rig.Logins.Length);
    }

    [Fact]
    public async Task A_login_that_is_put_off_for_a_day_is_tried_again_within_minutes()
    {
        rig.LogIn = _ => GenesysRig.Error(429, "too.many", "86400");
        await Tell();
        rig.LogIn = _ => Token("token-1");

        rig.Clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(new Delivered(), await Tell());
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("""{"access_token":"","expires_in":86400}""")]
    [InlineData("""{"access_token":"a b","expires_in":86400}""")]
    [InlineData("""{"access_token":"t","expires_in":0}""")]
    [InlineData("""{"access_token":"t","expires_in":"soon"}""")]
    public async Task A_login_that_is_none_is_nonsense_and_nothing_was_sent(string body)
    {
        rig.LogIn = _ => GenesysRig.Json(body);

        Assert.Equal(new Unavailable("nonsense", WasSent: false), await Tell());
        Assert.Empty(Api);
    }

    [Fact]
    public async Task A_secret_that_was_changed_logs_in_anew_and_needs_no_restart()
    {
        await Tell();

        rig.Change("ClientSecret", "an0ther");
        await Tell();

        Assert.Equal(2, rig.Logins.Length);
        Assert.Equal("Bearer token-2", Api[^1].Authorization);
    }

    [Fact]
    public async Task After_a_change_to_what_cannot_work_it_goes_on_as_it_was()
    {
        await Tell();

        rig.Change("ClientSecret", "");

        Assert.Equal(new Delivered(), await Tell());
        Assert.Single(rig.Logins);
    }

    public void Dispose() => rig.Dispose();

    private HttpCall[] Api => [.. rig.Server.Calls.Where(call => call.PathAndQuery != "/oauth/token")];

    private Task<DeliveryResult> Tell() => rig.Deliver("summary", Orders.Paid);

    private static Answer Token(string token, int seconds = 86_400) => GenesysRig.Json(
        $$"""{"access_token":"{{token}}","token_type":"bearer","expires_in":{{seconds}}}""");
}
