using System.Net;
using CryptoPay.Gateway.Tests.Access;

namespace CryptoPay.Gateway.Tests.OAuth;

/// <summary>What a good token opens.</summary>
public class TokenTests
{
    [Fact]
    public async Task A_token_opens_what_its_scopes_say_and_nothing_else()
    {
        await using var rig = await TokenRig.Open();

        Assert.Equal(HttpStatusCode.BadRequest, (await rig.Send(rig.Issuer.Token())).StatusCode);

        foreach (var call in ScopeTests.Calls.Where(call => call.Data.Item3 != "payments:read"))
        {
            var (method, path, scope) = call.Data;
            var request = method == "GET" ? Requests.Get(ScopeTests.Whole(path)) : Requests.Post(ScopeTests.Whole(path));
            var refused = await rig.Gateway.Send(TokenRig.With(rig.Issuer.Token(), request));

            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            var problem = await refused.Problem();
            Assert.Equal(
                scope == "payments:refund" ? "refund_not_allowed" : "scope_missing",
                problem.GetProperty("errorCode").GetString());
            Assert.DoesNotContain("This API key", problem.GetProperty("detail").GetString());
        }
    }

    [Fact]
    public async Task A_token_without_any_scope_of_ours_is_known_and_may_nothing()
    {
        await using var rig = await TokenRig.Open();

        foreach (var scope in new object[] { "", "openid profile", "payments:READ", "payments", new[] { "*" } })
        {
            var refused = await rig.Send(rig.Issuer.Token(claims => claims["scope"] = scope));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Equal("scope_missing", await refused.ErrorCode());
        }

        var without = await rig.Send(rig.Issuer.Token(claims => claims.Remove("scope")));
        Assert.Equal(HttpStatusCode.Forbidden, without.StatusCode);
    }

    [Fact]
    public async Task Scopes_and_merchant_may_stand_in_other_claims_and_scopes_in_a_list()
    {
        await using var rig = await TokenRig.Open(
            ("OAuth:ScopeClaim", "roles"), ("OAuth:MerchantClaim", "https://pay.example.test/merchant"));

        var token = rig.Issuer.Token(claims =>
        {
            claims["roles"] = new[] { "other", "payments:read" };
            claims["https://pay.example.test/merchant"] = "north";
            claims.Remove("scope");
            claims.Remove("merchant");
        });

        Assert.Equal(HttpStatusCode.BadRequest, (await rig.Send(token)).StatusCode);
        // Its own merchant is passed, so that the order's ID is what is wrong.
        Assert.Equal(HttpStatusCode.NotFound, (await Look(rig, token, "north")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Look(rig, token, "default")).StatusCode);
    }

    [Fact]
    public async Task A_token_reaches_all_merchants_only_where_the_settings_let_tokens_do_so()
    {
        await using var closed = await TokenRig.Open();
        await using var open = await TokenRig.Open(("OAuth:MayReachAll", "true"));
        var (refused, reaching) = (OfAll(closed), OfAll(open));

        // On a busy machine the issuer's keys may not be there in time, and that is said.
        var answer = await Payments.Until(
            () => closed.Send(refused), seen => seen.StatusCode != HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(
            HttpStatusCode.OK, (await open.Gateway.Send(TokenRig.With(reaching, Requests.Get("/v1/accounts")))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Look(open, reaching, "north")).StatusCode);

        static string OfAll(TokenRig rig) => rig.Issuer.Token(claims =>
            (claims["merchant"], claims["scope"]) = ("*", "payments:read ops:read"));
    }

    [Fact]
    public async Task What_is_missing_of_a_token_is_told_in_words_and_never_what_it_claims()
    {
        await using var rig = await TokenRig.Open();

        var refused = await rig.Send(rig.Issuer.Token(claims => claims["aud"] = "another-audience"));

        Assert.Equal(
            ["Bearer error=\"invalid_token\", error_description=\"It is for another audience\"", "ApiKey"],
            refused.Headers.WwwAuthenticate.Select(challenge => $"{challenge}"));
        Assert.DoesNotContain("another-audience", await refused.Text());
    }

    [Fact]
    public async Task A_gateway_without_an_issuer_takes_no_token()
    {
        await using var issuer = new TokenIssuer();
        await using var gateway = new RunningGateway([]);
        await gateway.InitializeAsync();

        var refused = await gateway.Send(TokenRig.With(issuer.Token()));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("unauthorized", await refused.ErrorCode());
    }

    // No order can have this ID, so no grain is asked.
    private static Task<HttpResponseMessage> Look(TokenRig rig, string token, string merchant) =>
        rig.Gateway.Send(TokenRig.With(token, Requests.Get($"{Payments.Path}/a+b?merchant={merchant}")));
}
