using System.Net;

namespace CryptoPay.Gateway.Tests.Dashboard;

public class LoginTests(RunningGateway gateway)
{
    [Fact]
    public async Task A_browser_is_sent_to_the_login_and_back()
    {
        var closed = await gateway.Send(Requests.Get("/dashboard").AsBrowser());
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        Assert.Equal("/login?returnUrl=%2Fdashboard", closed.Headers.Location?.OriginalString);

        var form = await (await gateway.Send(Requests.Get("/login?returnUrl=%2Fdashboard"))).Text();
        Assert.Contains("value=\"/dashboard\"", form);

        var loggedIn = await LogIn(RunningGateway.OperatorKey, "/dashboard");
        Assert.Equal(HttpStatusCode.SeeOther, loggedIn.StatusCode);
        Assert.Equal("/dashboard", loggedIn.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await Open("/dashboard/", loggedIn)).StatusCode);
    }

    [Fact]
    public async Task A_browser_is_sent_to_no_host_that_its_call_names()
    {
        var request = Requests.Get("/dashboard").AsBrowser();
        request.Headers.Host = "elsewhere.example";

        Assert.Equal(
            "/login?returnUrl=%2Fdashboard", (await gateway.Send(request)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task The_session_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        var cookie = Cookie(await LogIn(RunningGateway.OperatorKey)).ToLowerInvariant();

        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=strict", cookie);
        Assert.StartsWith("__host-cryptopay-operator=", cookie);
        Assert.Contains("; secure", cookie);
    }

    [Fact]
    public async Task A_session_opens_pages_but_makes_no_payments()
    {
        var response = await Open("/v1/payment-intents?take=0", await LogIn(RunningGateway.OperatorKey));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_key_in_the_header_opens_the_dashboard_without_a_session() =>
        Assert.Equal(
            HttpStatusCode.OK,
            (await gateway.Send(Requests.Get("/dashboard/").WithKey(RunningGateway.OperatorKey))).StatusCode);

    [Fact]
    public async Task A_wrong_key_makes_no_session()
    {
        var response = await LogIn("wrong\"><script>");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain("<script>", await response.Text());
    }

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("elsewhere")]
    [InlineData("~/elsewhere")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\u00e9")]
    [InlineData("")]
    public async Task A_login_leads_nowhere_else(string returnUrl) =>
        Assert.Equal(
            "/dashboard", (await LogIn(RunningGateway.OperatorKey, returnUrl)).Headers.Location?.OriginalString);

    [Theory]
    [InlineData("/login")]
    [InlineData("/logout")]
    public async Task Another_site_can_post_neither_form(string path)
    {
        var request = Form(path, RunningGateway.OperatorKey);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        var response = await gateway.Send(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Logging_out_ends_the_session_in_the_browser() =>
        Assert.Contains("expires=Thu, 01 Jan 1970", Cookie(await gateway.Send(Form("/logout", ""))));

    [Fact]
    public async Task A_session_ends_with_its_key()
    {
        await using var other = new RunningGateway(new()
        {
            ["ApiKeys:leaver:Sha256"] = Convert.ToHexString(CryptoPay.Gateway.Access.ApiKeyRing.Hash("leaver's")),
            ["ApiKeys:leaver:Merchant"] = "*",
            ["ApiKeys:leaver:Scopes:0"] = "ops:read",
        });
        await other.InitializeAsync();
        var loggedIn = await other.Send(Form("/login", "leaver's"));
        Assert.Equal(HttpStatusCode.OK, (await Open("/dashboard/", loggedIn, other)).StatusCode);

        other.Configuration["ApiKeys:leaver:Sha256"] = null;
        other.Configuration.Reload();

        Assert.Equal(HttpStatusCode.Unauthorized, (await Open("/dashboard/", loggedIn, other)).StatusCode);
    }

    [Fact]
    public async Task A_session_ends_when_its_key_may_no_longer_look()
    {
        await using var other = new RunningGateway(new()
        {
            ["ApiKeys:mover:Sha256"] = Convert.ToHexString(CryptoPay.Gateway.Access.ApiKeyRing.Hash("mover's")),
            ["ApiKeys:mover:Merchant"] = "*",
            ["ApiKeys:mover:Scopes:0"] = "ops:read",
        });
        await other.InitializeAsync();
        var loggedIn = await other.Send(Form("/login", "mover's"));
        Assert.Equal(HttpStatusCode.OK, (await Open("/dashboard/", loggedIn, other)).StatusCode);

        other.Configuration["ApiKeys:mover:Scopes:0"] = "payments:read";
        other.Configuration.Reload();

        Assert.Equal("scope_missing", await (await Open("/dashboard/", loggedIn, other)).ErrorCode());
    }

    [Fact]
    public async Task A_key_that_may_not_see_all_merchants_makes_no_session_and_opens_no_page()
    {
        var login = await LogIn(RunningGateway.Key);
        Assert.Equal(HttpStatusCode.Unauthorized, login.StatusCode);
        Assert.False(login.Headers.Contains("Set-Cookie"));

        var page = await gateway.Send(Requests.Get("/dashboard/").WithKey());
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Equal("scope_missing", await page.ErrorCode());
    }

    [Theory]
    [InlineData("/scalar/")]
    [InlineData("/openapi/v1.json")]
    public async Task Beyond_Development_the_docs_are_for_who_has_a_key_or_is_signed_in(string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Send(Requests.Get(path))).StatusCode);
        var browser = await gateway.Send(Requests.Get(path).AsBrowser());
        Assert.StartsWith("/login?returnUrl=", browser.Headers.Location?.OriginalString);

        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(Requests.Get(path).WithKey())).StatusCode);
        Assert.Equal(
            HttpStatusCode.OK, (await Open(path, await LogIn(RunningGateway.OperatorKey))).StatusCode);
    }

    [Fact]
    public async Task The_form_needs_nothing_from_outside()
    {
        var response = await gateway.Send(Requests.Get("/login"));

        Assert.DoesNotContain("http", await response.Text());
        Assert.StartsWith("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
    }

    private Task<HttpResponseMessage> LogIn(string key, string returnUrl = "/dashboard") =>
        gateway.Send(Form("/login", key, returnUrl));

    private Task<HttpResponseMessage> Open(string path, HttpResponseMessage loggedIn, RunningGateway? at = null)
    {
        var request = Requests.Get(path);
        request.Headers.Add("Cookie", Cookie(loggedIn).Split(';')[0]);
        return (at ?? gateway).Send(request);
    }

    private static HttpRequestMessage Form(string path, string key, string returnUrl = "/dashboard") =>
        new(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([new("key", key), new("returnUrl", returnUrl)]),
        };

    private static string Cookie(HttpResponseMessage response) => response.Headers.GetValues("Set-Cookie").Single();
}
