using System.Net;
using CryptoPay.Gateway.Tests.People;
using Microsoft.AspNetCore.Http;

namespace CryptoPay.Gateway.Tests.Oidc;

public sealed class ProviderAwayTests
{
    [Fact]
    public async Task A_provider_that_is_away_is_told_on_a_page_and_others_still_sign_in()
    {
        await using var gateway = new PeopleGateway(OidcRig.Settings("http://127.0.0.1:1"));
        await gateway.InitializeAsync();
        var browser = new Browser(gateway);

        var answer = await browser.Get("/login/oidc");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("cannot be reached", await answer.Text());
        Assert.Contains(gateway.Log.Lines, line => line.Contains("cannot sign in at the identity provider"));
        Assert.Equal(HttpStatusCode.SeeOther, (await gateway.SignIn(await gateway.Has("local"))).StatusCode);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, 200, "<html>secret-answer</html>", "text/html")]
    [InlineData(HttpStatusCode.BadGateway, 200, "{\"id_token\":\"secret-answer\"}", "application/json")]
    [InlineData(HttpStatusCode.BadGateway, 200, "{\"access_token\":\"secret-answer\"}", "application/json")]
    [InlineData(HttpStatusCode.BadGateway, 500, "secret-answer", "text/plain")]
    [InlineData(HttpStatusCode.BadGateway, 401, "{\"error\":\"invalid_client\"}", "application/json")]
    [InlineData(HttpStatusCode.BadGateway, 400, "{\"error\":\"secret-answer\"}", "application/json")]
    [InlineData(HttpStatusCode.BadGateway, 302, "", "text/plain")]
    [InlineData(HttpStatusCode.ServiceUnavailable, 0, "", "")]
    public async Task Nonsense_in_place_of_a_token_is_told_on_a_page_and_not_repeated(
        HttpStatusCode told, int status, string text, string type)
    {
        await using var rig = new OidcRig();
        await rig.InitializeAsync();
        rig.Instead = async http =>
        {
            if (status == 0)
            {
                http.Abort();
                return;
            }

            (http.Response.StatusCode, http.Response.ContentType) = (status, type);
            await http.Response.WriteAsync(text);
        };
        var browser = rig.NewBrowser();
        var signIn = await browser.Begin();
        var code = rig.CodeFor(signIn);

        var answer = await browser.ComeBack(signIn, code);

        Assert.Equal(told, answer.StatusCode);
        Assert.False(browser.HasSession);
        var page = await answer.Text();
        Assert.Contains("Go to the sign-in", page);
        Assert.DoesNotContain("secret-answer", page);
        Assert.Contains(rig.Gateway.Log.Lines, line => line.Contains("cannot sign in at the identity provider"));
        string[] secrets = ["secret-answer", code, signIn.Asked["state"], signIn.Asked["nonce"], OidcRig.ClientSecret];
        Assert.All(secrets, secret => Assert.DoesNotContain(rig.Gateway.Log.Lines, line => line.Contains(secret)));
    }

    [Fact]
    public async Task Nothing_of_a_sign_in_that_went_well_is_logged()
    {
        await using var rig = new OidcRig();
        await rig.InitializeAsync();
        var browser = rig.NewBrowser();
        var signIn = await browser.Begin();
        var code = rig.CodeFor(signIn);

        await browser.ComeBack(signIn, code);

        Assert.True(browser.HasSession);
        string[] secrets =
            [code, signIn.Asked["state"], signIn.Asked["nonce"], OidcRig.ClientSecret, "an-access-token-of-nobody"];
        Assert.All(secrets, secret => Assert.DoesNotContain(rig.Gateway.Log.Lines, line => line.Contains(secret)));
    }

    [Fact]
    public async Task Who_does_not_agree_at_the_provider_is_told_so()
    {
        await using var rig = new OidcRig();
        await rig.InitializeAsync();
        var browser = rig.NewBrowser();
        var signIn = await browser.Begin();

        var answer = await browser.Get(
            $"/signin-oidc?error=access_denied&error_description=<b>&state={signIn.Asked["state"]}");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var page = await answer.Text();
        Assert.Contains("did not let you in", page);
        Assert.DoesNotContain("<b>", page);
    }

    [Fact]
    public async Task Where_no_session_can_be_kept_nobody_is_in()
    {
        await using var rig = new OidcRig();
        await rig.InitializeAsync();
        var browser = rig.NewBrowser();
        var signIn = await browser.Begin();
        rig.Gateway.Sql("ALTER TABLE operator_session RENAME TO hidden");

        var answer = await browser.ComeBack(signIn, rig.CodeFor(signIn));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("Nobody can sign in at the moment", await answer.Text());
        Assert.False(browser.HasSession);
    }
}
