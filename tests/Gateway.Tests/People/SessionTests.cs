using System.Net;
using System.Text.RegularExpressions;
using CryptoPay.Gateway.Access;
using CryptoPay.Grains.Interfaces.Access;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Tests.People;

public sealed class SessionTests(PeopleGateway gateway) : IClassFixture<PeopleGateway>
{
    private static readonly TimeSpan ClosedWithin = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_session_lasts_eight_hours_and_not_longer()
    {
        var cookie = await gateway.SignedIn(await gateway.Has("diligent"));

        gateway.Clock.Advance(TimeSpan.FromHours(8) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await StatusOf(cookie));
        gateway.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(cookie));
    }

    [Fact]
    public async Task It_is_over_in_the_storage_too_whatever_a_cookie_says_of_its_time()
    {
        var sessions = gateway.Services.GetRequiredService<IGrainFactory>().GetGrain<ISessionsGrain>(0);
        await sessions.Start("of-elsewhere", new Operator("elsewhere", ["ops:read"], "*"));
        Assert.NotNull(await sessions.Find("of-elsewhere"));

        gateway.Clock.Advance(TimeSpan.FromHours(8));

        Assert.Null(await sessions.Find("of-elsewhere"));
        await gateway.SignedIn(await gateway.Has("sweeper"));
        Assert.Equal(0L, gateway.Sql("SELECT count(*) FROM operator_session WHERE id_hash = 'of-elsewhere'"));
    }

    [Fact]
    public async Task After_a_sign_out_a_copy_of_the_cookie_opens_nothing()
    {
        var cookie = await gateway.SignedIn(await gateway.Has("copied"));
        Assert.Equal(HttpStatusCode.OK, await StatusOf(cookie));

        Assert.Equal(HttpStatusCode.SeeOther, (await gateway.Open("/logout", cookie, HttpMethod.Post)).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(cookie));
    }

    [Theory]
    [InlineData("remove")]
    [InlineData("reset")]
    [InlineData("sign-out")]
    public async Task A_command_ends_all_sessions_of_a_person_within_10_s_and_nobody_elses(string verb)
    {
        var person = await gateway.Has($"ended-by-{verb}");
        var bystander = await gateway.SignedIn(await gateway.Has($"stays-through-{verb}"));
        string[] cookies = [await gateway.SignedIn(person), await gateway.SignedIn(person)];
        Assert.All(cookies, cookie => Assert.Equal(HttpStatusCode.OK, StatusOf(cookie).Result));

        Assert.Equal(0, (await gateway.Run("users", verb, person.Name)).ExitCode);
        gateway.Clock.Advance(ClosedWithin);

        Assert.All(cookies, cookie => Assert.Equal(HttpStatusCode.Unauthorized, StatusOf(cookie).Result));
        Assert.Equal(HttpStatusCode.OK, await StatusOf(bystander));
        gateway.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(
            verb == "sign-out" ? HttpStatusCode.SeeOther : HttpStatusCode.Unauthorized,
            (await gateway.SignIn(person)).StatusCode);
    }

    [Fact]
    public async Task A_gateway_believes_for_5_s_at_most_that_a_session_is_open()
    {
        var person = await gateway.Has("known-for-a-while");
        var cookie = await gateway.SignedIn(person);
        Assert.Equal(HttpStatusCode.OK, await StatusOf(cookie));
        gateway.Clock.Advance(TimeSpan.FromSeconds(4));
        // Seen again, which must not make it longer.
        Assert.Equal(HttpStatusCode.OK, await StatusOf(cookie));
        await gateway.Store.EndSessionsOf(person.Name);

        gateway.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(cookie));
    }

    [Fact]
    public async Task Where_the_storage_cannot_tell_nobody_is_in()
    {
        var cookie = await gateway.SignedIn(await gateway.Has("in-doubt"));
        gateway.Clock.Advance(ClosedWithin);
        gateway.Sql("ALTER TABLE operator_session RENAME TO hidden");
        try
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusOf(cookie));
            var person = await gateway.Has("not-now");
            var signIn = await gateway.SignIn(person);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, signIn.StatusCode);
            Assert.False(signIn.Headers.Contains("Set-Cookie"));
            Assert.Contains("at the moment", await signIn.Text());
            // Not over, so it must not look so.
            var signOut = await gateway.Open("/logout", cookie, HttpMethod.Post);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, signOut.StatusCode);
            Assert.False(signOut.Headers.Contains("Set-Cookie"));
        }
        finally
        {
            gateway.Sql("ALTER TABLE hidden RENAME TO operator_session");
        }

        Assert.Equal(HttpStatusCode.OK, await StatusOf(cookie));
    }

    [Fact]
    public async Task A_cookie_that_another_key_protected_or_that_is_made_up_opens_nothing()
    {
        await using var other = new PeopleGateway();
        await other.InitializeAsync();
        var foreign = await other.SignedIn(await other.Has("anna"));
        var own = await gateway.SignedIn(await gateway.Has("tampered"));

        Assert.Equal(HttpStatusCode.OK, (await other.Open("/dashboard/", foreign)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(foreign));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(own[..^4] + "AAAA"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf("cryptopay-operator=anna"));
    }

    [Fact]
    public async Task Who_signs_in_with_an_attackers_cookie_in_the_browser_gets_another_session()
    {
        var (attacker, victim) = (await gateway.Has("attacker", "north"), await gateway.Has("victim"));
        var planted = await gateway.SignedIn(attacker);
        gateway.Clock.Advance(TimeSpan.FromMinutes(1));

        var answer = await gateway.SignIn(victim, cookie: planted);

        Assert.NotEqual(planted, PeopleGateway.CookieIn(answer));
        Assert.Contains("operator:attacker", await (await gateway.Open("/", planted)).Text());
        Assert.Contains("operator:victim", await (await gateway.Open("/", PeopleGateway.CookieIn(answer))).Text());
    }

    [Fact]
    public async Task It_opens_pages_and_not_the_API()
    {
        var cookie = await gateway.SignedIn(await gateway.Has("reader"));

        Assert.Equal(HttpStatusCode.OK, (await gateway.Open("/openapi/v1.json", cookie)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Open("/scalar/", cookie)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Open("/v1/payment-intents", cookie)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Open("/v1/accounts", cookie)).StatusCode);
    }

    [Theory]
    [InlineData("of-north", "north", "ops:read")]
    [InlineData("without-sight", "*", "ops:write")]
    public async Task Who_may_not_see_all_merchants_is_led_past_the_dashboard_and_not_let_in(
        string name, string merchant, string scope)
    {
        var answer = await gateway.SignIn(await gateway.Has(name, merchant, scope));

        Assert.Equal("/", answer.Headers.Location?.OriginalString);
        var page = await gateway.Open("/dashboard/", PeopleGateway.CookieIn(answer));
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Equal("scope_missing", await page.ErrorCode());
    }

    [Theory]
    [InlineData("/dashboard/DashboardCounters")]
    [InlineData("/metrics")]
    public async Task A_session_and_a_key_open_no_more_together_than_the_key_alone(string path)
    {
        gateway.Clock.Advance(TimeSpan.FromMinutes(1));
        var person = await gateway.Has($"mixer{path.Length}", "north", "ops:read");
        var cookie = PeopleGateway.CookieIn(await gateway.SignIn(person));
        var (exitCode, said) = await gateway.Run(
            "keys", "add", $"mixer{path.Length}", "--merchant=*", "--scopes=payments:create");
        Assert.Equal(0, exitCode);
        var key = Regex.Match(said, "cpk_\\S+").Value;
        gateway.Clock.Advance(TimeSpan.FromSeconds(10));

        var request = Requests.Get(path);
        request.Headers.Add("Cookie", cookie);
        var answer = await gateway.Send(request, key);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("https://elsewhere.example")]
    public async Task A_sign_in_leads_nowhere_else(string returnUrl)
    {
        gateway.Clock.Advance(TimeSpan.FromMinutes(1));
        var person = await gateway.Has($"led-to-{returnUrl.Length}");

        var answer = await gateway.SignIn(person, returnUrl: returnUrl);

        Assert.Equal("/dashboard", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("https://pay.example.com", "__Host-cryptopay-operator", CookieSecurePolicy.Always)]
    [InlineData("http://localhost:5080", "cryptopay-operator", CookieSecurePolicy.SameAsRequest)]
    public async Task Behind_https_the_cookie_is_of_this_host_and_secure(
        string publicBaseUrl, string name, CookieSecurePolicy secure)
    {
        var builder = RunningGateway.NewBuilder("Production", []);
        builder.Configuration["Gateway:PublicBaseUrl"] = publicBaseUrl;
        await using var app = builder.Build();

        var cookie = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(OperatorCookie.Scheme).Cookie;

        Assert.Equal((name, secure, "/"), (cookie.Name, cookie.SecurePolicy, cookie.Path));
        Assert.Equal((true, SameSiteMode.Strict, null), (cookie.HttpOnly, cookie.SameSite, cookie.Domain));
    }

    private async Task<HttpStatusCode> StatusOf(string cookie) =>
        (await gateway.Open("/dashboard/", cookie)).StatusCode;
}
