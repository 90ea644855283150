using System.Net;
using System.Security.Cryptography;
using System.Text;
using CryptoPay.Gateway.Tests.OAuth;

namespace CryptoPay.Gateway.Tests.Oidc;

public sealed class OidcAttackTests(OidcRig rig) : IClassFixture<OidcRig>
{
    [Fact]
    public async Task A_way_back_is_good_once()
    {
        var browser = rig.NewBrowser();
        var signIn = await browser.Begin();
        var copy = new Browser(browser, rig.Gateway);
        var code = rig.CodeFor(signIn);
        await browser.ComeBack(signIn, code);

        await IsOver(await rig.NewBrowser().ComeBack(signIn, code));
        // Also for who has copied the cookies of then.
        await IsOver(await copy.ComeBack(signIn, code));
        Assert.False(copy.HasSession);
    }

    [Fact]
    public async Task Nobody_can_be_made_to_end_a_sign_in_that_another_began()
    {
        var attacker = rig.NewBrowser();
        var signIn = await attacker.Begin();
        var code = rig.CodeFor(signIn, claims => claims["sub"] = "attacker");
        var victim = rig.NewBrowser();
        var own = await victim.Begin();

        await IsOver(await victim.ComeBack(signIn, code));
        // With the victim's own state the code does not fit the verifier.
        await IsOver(await victim.ComeBack(own, code));
        Assert.False(victim.HasSession);
    }

    [Fact]
    public async Task A_code_that_the_provider_does_not_know_as_ours_opens_nothing()
    {
        var browser = rig.NewBrowser();

        await IsOver(await browser.ComeBack(await browser.Begin(), "code-of-another-client"));
        Assert.False(browser.HasSession);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=1")]
    [InlineData("?code=1&state=made-up")]
    [InlineData("?error=access_denied&state=made-up")]
    [InlineData("?id_token=1&state=made-up")]
    public async Task A_way_back_that_nobody_began_is_over(string query) =>
        await IsOver(await rig.NewBrowser().Get($"/signin-oidc{query}"));

    [Theory]
    [InlineData("aud", "another-client")]
    [InlineData("aud", TokenIssuer.Audience)]
    [InlineData("iss", "https://another.example")]
    [InlineData("exp", 1_000_000_000)]
    [InlineData("nbf", 4_000_000_000)]
    [InlineData("exp", null)]
    [InlineData("azp", "another-client")]
    public Task A_token_that_is_not_for_us_now_opens_nothing(string claim, object? value) => IsNonsense(claims =>
    {
        if (value is null) claims.Remove(claim);
        else claims[claim] = value;
    });

    [Fact]
    public Task A_token_signed_by_another_key_opens_nothing() => IsNonsense(sign: new IssuerKey("other").Sign);

    [Fact]
    public Task A_token_that_names_another_key_opens_nothing() =>
        IsNonsense(header: header => header["kid"] = "other", sign: new IssuerKey("other").Sign);

    [Fact]
    public Task A_token_without_a_signature_opens_nothing() =>
        IsNonsense(header: header => header["alg"] = "none", sign: _ => []);

    [Fact]
    public Task A_token_signed_with_the_clients_secret_opens_nothing() => IsNonsense(
        header: header => header["alg"] = "HS256",
        sign: content => HMACSHA256.HashData(Encoding.UTF8.GetBytes(OidcRig.ClientSecret), content));

    [Fact]
    public Task An_access_token_in_its_place_opens_nothing() => IsNonsense(header: header => header["typ"] = "at+jwt");

    [Fact]
    public Task A_token_with_what_must_be_understood_opens_nothing() =>
        IsNonsense(header: header => header["crit"] = new[] { "b64" });

    [Theory]
    [InlineData("another")]
    [InlineData(null)]
    public async Task A_token_for_another_sign_in_opens_nothing(string? nonce)
    {
        var browser = rig.NewBrowser();
        var signIn = await browser.Begin();

        await IsOver(await browser.ComeBack(signIn, rig.CodeFor(signIn, claims =>
        {
            if (nonce is null) claims.Remove("nonce");
            else claims["nonce"] = nonce;
        })));
        Assert.False(browser.HasSession);
    }

    [Fact]
    public async Task No_sign_in_is_begun_from_another_site()
    {
        var request = Requests.Get("/login/oidc");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        var answer = await rig.Gateway.Client.SendAsync(request, Requests.Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    private async Task IsNonsense(
        Action<Dictionary<string, object>>? claims = null, Action<Dictionary<string, object>>? header = null,
        Func<byte[], byte[]>? sign = null)
    {
        var browser = rig.NewBrowser();
        var signIn = await browser.Begin();

        var answer = await browser.ComeBack(signIn, rig.CodeFor(signIn, claims, header, sign));

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("cannot be used", await answer.Text());
        Assert.False(browser.HasSession);
    }

    private static async Task IsOver(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("This sign-in is over", await answer.Text());
        Assert.DoesNotContain(
            answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [],
            cookie => cookie.StartsWith("__Host-cryptopay-operator", StringComparison.Ordinal));
    }
}
