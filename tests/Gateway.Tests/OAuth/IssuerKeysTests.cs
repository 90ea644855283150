using System.Net;
using CryptoPay.Gateway.OAuth;
using Microsoft.AspNetCore.Http;

namespace CryptoPay.Gateway.Tests.OAuth;

/// <summary>Keys that come and go, and an issuer that does.</summary>
public class IssuerKeysTests
{
    [Fact]
    public async Task A_token_opens_nothing_any_more_after_its_expiry()
    {
        await using var rig = await TokenRig.Open();
        var token = rig.Issuer.Token();

        Assert.Equal(HttpStatusCode.BadRequest, (await rig.Send(token)).StatusCode);
        rig.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.Send(token)).StatusCode);
    }

    [Fact]
    public async Task A_new_key_of_the_issuer_is_good_with_the_first_token_that_names_it()
    {
        await using var rig = await TokenRig.Open();
        await rig.Send(rig.Issuer.Token());
        rig.Clock.Advance(IssuerKeys.Pause);
        rig.Issuer.Key = new IssuerKey("two");

        Assert.Equal(HttpStatusCode.BadRequest, (await rig.Send(rig.Issuer.Token())).StatusCode);
        Assert.Equal(2, rig.Issuer.KeyReads);
    }

    [Fact]
    public async Task Made_up_keys_make_us_ask_the_issuer_no_more_than_once_in_a_pause()
    {
        await using var rig = await TokenRig.Open();
        await rig.Send(rig.Issuer.Token());
        rig.Clock.Advance(IssuerKeys.Pause);

        for (var i = 0; i < 20; i++)
        {
            var refused = await rig.Send(rig.Issuer.TokenSigned(
                new IssuerKey("x").Sign, header => header["kid"] = $"made-up-{i}"));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        Assert.Equal(2, rig.Issuer.KeyReads);
    }

    [Fact]
    public async Task A_key_that_the_issuer_withdrew_is_good_for_an_hour_at_most()
    {
        await using var rig = await TokenRig.Open();
        var token = Lasting(rig);
        Assert.Equal(HttpStatusCode.BadRequest, (await rig.Send(token)).StatusCode);
        rig.Issuer.Key = new IssuerKey("two");

        rig.Clock.Advance(IssuerKeys.ReadPeriod);
        // The call that is late makes us read, and does not wait for it.
        await UntilAsync(async () => (await rig.Send(token)).StatusCode == HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.BadRequest, (await rig.Send(Lasting(rig))).StatusCode);
    }

    [Fact]
    public async Task While_the_issuer_is_away_from_the_start_tokens_are_told_to_come_later_and_keys_go_on()
    {
        await using var rig = await TokenRig.Open(isIssuerThere: false);

        var refused = await rig.Send(rig.Issuer.Token());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("unavailable", await refused.ErrorCode());
        Assert.Equal(IssuerKeys.Pause, refused.Headers.RetryAfter?.Delta);
        Assert.Contains(rig.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("ended in not_connected"));
        Assert.DoesNotContain(rig.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Equal(
            HttpStatusCode.BadRequest, (await rig.Gateway.Send(Requests.Get("/v1/payment-intents?take=0").WithKey())).StatusCode);
        Assert.Equal(HttpStatusCode.OK,
            (await rig.Gateway.Send(TokenRig.With(rig.Issuer.Token(), Requests.Get("/health/live")))).StatusCode);

        await rig.Issuer.Open();
        rig.Clock.Advance(IssuerKeys.Pause);
        Assert.Equal(HttpStatusCode.BadRequest, (await rig.Send(rig.Issuer.Token())).StatusCode);
    }

    [Fact]
    public async Task When_the_issuer_goes_away_its_keys_are_good_for_a_day()
    {
        await using var rig = await TokenRig.Open();
        var token = Lasting(rig);
        Assert.Equal(HttpStatusCode.BadRequest, (await rig.Send(token)).StatusCode);
        await rig.Issuer.Close();

        rig.Clock.Advance(IssuerKeys.AgeMax - TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.BadRequest, (await rig.Send(token)).StatusCode);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await rig.Send(token)).StatusCode);
    }

    [Fact]
    public async Task An_issuer_that_never_answers_holds_nobody_up()
    {
        await using var rig = await TokenRig.Open();
        rig.Issuer.Instead = http => Task.Delay(Timeout.Infinite, http.RequestAborted);

        var answer = rig.Send(rig.Issuer.Token());
        await UntilAsync(() =>
        {
            rig.Clock.Advance(TimeSpan.FromMilliseconds(100));
            return Task.FromResult(answer.IsCompleted);
        });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await answer).StatusCode);
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "an error", "ended in http_500" },
        { "a redirect", "ended in http_302" },
        { "a page", "cannot be read" },
        { "another's document", "is another's" },
        { "no keys", "names no jwks_uri" },
        { "an empty set", "has no key" },
        { "a set that is none", "cannot be read" },
        { "without end", "ended in connection_lost" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task An_issuer_that_answers_nonsense_lets_nobody_in_and_breaks_nothing(string kind, string why)
    {
        await using var rig = await TokenRig.Open();
        var document = $$"""{"issuer":"{{rig.Issuer.Url}}","jwks_uri":"{{rig.Issuer.Url}}/keys"}""";
        rig.Issuer.Instead = http => kind switch
        {
            "an error" => Status(http, 500),
            "a redirect" => Status(http, 302),
            "a page" => http.Response.WriteAsync("<html>"),
            "another's document" => http.Response.WriteAsync(document.Replace("\",", "/\",")),
            "no keys" => http.Response.WriteAsync(document.Replace("jwks_uri", "jwks")),
            "without end" => http.Response.WriteAsync(new string(' ', 2 * 1024 * 1024)),
            _ when http.Request.Path != "/keys" => http.Response.WriteAsync(document),
            "an empty set" => http.Response.WriteAsync("""{"keys":[]}"""),
            _ => http.Response.WriteAsync("[1,"),
        };

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await rig.Send(rig.Issuer.Token())).StatusCode);
        Assert.Contains(rig.Log.Lines, line => line.Contains($"{why}"));
    }

    private static Task Status(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.Location = "/elsewhere";
        return Task.CompletedTask;
    }

    private static string Lasting(TokenRig rig) =>
        rig.Issuer.Token(claims => claims["exp"] = TokenIssuer.Now.AddDays(30).ToUnixTimeSeconds());

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo()) await Task.Yield();
    }
}
