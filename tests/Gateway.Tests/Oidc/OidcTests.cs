using System.Net;
using CryptoPay.Gateway.Tests.OAuth;

namespace CryptoPay.Gateway.Tests.Oidc;

public sealed class OidcTests(OidcRig rig) : IClassFixture<OidcRig>
{
    [Fact]
    public async Task Who_has_a_role_at_the_identity_provider_gets_an_operators_session()
    {
        var browser = rig.NewBrowser();
        Assert.Contains("Sign in with <strong>127.0.0.1<", await (await browser.Get("/login")).Text());
        var signIn = await browser.Begin("/dashboard");

        var answer = await browser.ComeBack(signIn, rig.CodeFor(signIn));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var cookie = Assert.Single(
            answer.Headers.GetValues("Set-Cookie"),
            set => set.StartsWith("__Host-cryptopay-operator=", StringComparison.Ordinal));
        Assert.Contains("; secure; samesite=strict; httponly", cookie);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/dashboard/")).StatusCode);
        Assert.Contains("operator:oidc/anna", await (await browser.Get("/")).Text());
    }

    /// <summary>On a redirect that follows from another site no browser sends a cookie that is Strict.</summary>
    [Fact]
    public async Task The_way_back_ends_with_a_page_that_goes_on_by_itself_and_without_a_script()
    {
        var browser = rig.NewBrowser();
        var signIn = await browser.Begin("/dashboard?a=1&b=\"2");

        var answer = await browser.ComeBack(signIn, rig.CodeFor(signIn));

        var page = await answer.Text();
        Assert.Contains("http-equiv=\"refresh\" content=\"0;url=/dashboard?a=1&amp;b=&quot;2\"", page);
        Assert.Contains("<a href=\"/dashboard?a=1&amp;b=&quot;2\">Go on</a>", page);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task The_identity_provider_is_asked_for_a_code_only_to_the_address_of_the_settings()
    {
        var browser = rig.NewBrowser();

        var (address, asked) = await browser.Begin(host: "evil.example");

        Assert.Equal($"{rig.Issuer.Url}/authorize", address.GetLeftPart(UriPartial.Path));
        Assert.Equal(RealIssuer.Callback, asked["redirect_uri"]);
        Assert.Equal(("code", "openid", "S256"),
            (asked["response_type"], asked["scope"], asked["code_challenge_method"]));
        Assert.DoesNotContain("response_mode", asked.Keys);
    }

    [Fact]
    public async Task What_a_browser_keeps_meanwhile_comes_back_from_another_site_and_from_no_neighbour()
    {
        var answer = await rig.NewBrowser().Get("/login/oidc");

        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        Assert.Equal(2, cookies.Count);
        Assert.All(cookies, cookie =>
        {
            Assert.StartsWith("__Host-cryptopay-oidc", cookie);
            Assert.Contains("; path=/; secure; samesite=lax; httponly", cookie);
        });
    }

    [Fact]
    public async Task Roles_say_what_may_be_done_and_for_whom()
    {
        var browser = rig.NewBrowser();
        var signIn = await browser.Begin();

        var answer = await browser.ComeBack(
            signIn, rig.CodeFor(signIn, claims => claims["roles"] = "north-readers"));

        Assert.Contains("0;url=/\"", await answer.Text());
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get("/dashboard/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/openapi/v1.json")).StatusCode);
    }

    public static TheoryData<string, object?> Nobodies => new()
    {
        { "roles", null },
        { "roles", "everybody" },
        { "roles", "Payment-Operators" },
        { "roles", new[] { OidcRig.Role, "north-readers" } },
        { "roles", new Dictionary<string, object> { ["is"] = OidcRig.Role } },
        { "sub", "anna the first" },
        { "sub", new string('a', 65) },
    };

    [Theory]
    [MemberData(nameof(Nobodies))]
    public async Task Who_has_no_role_is_told_so_and_is_not_in(string claim, object? value)
    {
        var browser = rig.NewBrowser();
        var signIn = await browser.Begin();

        var answer = await browser.ComeBack(signIn, rig.CodeFor(signIn, claims =>
        {
            if (value is null) claims.Remove(claim);
            else claims[claim] = value;
        }));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("you have nothing to do here", await answer.Text());
        Assert.False(browser.HasSession);
    }

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("~/elsewhere")]
    [InlineData("javascript:alert(1)")]
    public async Task A_sign_in_leads_nowhere_else(string returnUrl)
    {
        var browser = rig.NewBrowser();
        var signIn = await browser.Begin(returnUrl);

        var page = await (await browser.ComeBack(signIn, rig.CodeFor(signIn))).Text();

        Assert.Contains("content=\"0;url=/dashboard\"", page);
        Assert.DoesNotContain("elsewhere", page);
    }

    [Fact]
    public async Task The_command_ends_such_a_session_and_nobody_elses()
    {
        var (ended, stays) = (await rig.SignedIn("auth0|ended"), await rig.SignedIn("auth0|stays"));
        Assert.Equal(HttpStatusCode.OK, (await ended.Get("/dashboard/")).StatusCode);

        var (exitCode, said) = await rig.Gateway.Run("users", "sign-out", "oidc/auth0|ended");
        rig.Gateway.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((0, "Sessions of oidc/auth0|ended that end within 10 s: 1."), (exitCode, said.Trim()));
        Assert.Equal(HttpStatusCode.Unauthorized, (await ended.Get("/dashboard/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stays.Get("/dashboard/")).StatusCode);
    }

    [Fact]
    public async Task An_answer_of_a_provider_of_long_codes_fits_into_a_request_line()
    {
        var browser = rig.NewBrowser();
        var signIn = await browser.Begin("/dashboard?" + new string('x', 240));

        // Entra's have up to 1.5 KiB.
        var answer = await browser.ComeBack(signIn, new string('c', 2048));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("This sign-in is over", await answer.Text());
        var longer = await browser.Begin("/dashboard?" + new string('x', 2500));
        Assert.True(longer.Asked["state"].Length < signIn.Asked["state"].Length);
    }

    [Theory]
    [InlineData("/signout-oidc")]
    [InlineData("/signout-callback-oidc")]
    public async Task There_is_no_sign_out_that_another_site_could_ask_for(string path) =>
        Assert.NotEqual(HttpStatusCode.OK, (await rig.NewBrowser().Get(path)).StatusCode);

    [Fact]
    public async Task Without_the_section_there_is_no_such_way_in()
    {
        await using var gateway = new WholeGateway();
        await gateway.InitializeAsync();
        var browser = new Browser(gateway);

        Assert.DoesNotContain("Sign in with <strong>", await (await browser.Get("/login")).Text());
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get("/login/oidc")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Get("/signin-oidc?code=1&state=2")).StatusCode);
    }
}
