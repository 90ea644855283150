using System.Net;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Settings;
using CryptoPay.Gateway.Tests.Webhooks;
using CryptoPay.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CryptoPay.Gateway.Tests.Access;

public class RateLimitsTests(SharedPostgres shared)
{
    [Fact]
    public async Task Who_creates_beyond_the_burst_is_told_when_to_come_back_and_others_are_not_held_up()
    {
        await using var gateway = new RunningGateway(new()
        {
            ["Limits:CreateBurst"] = "2",
            ["Limits:CreatePerSecond"] = "1",
            ["ApiKeys:other:Sha256"] = Convert.ToHexString(ApiKeyRing.Hash("other")),
        });
        await gateway.InitializeAsync();

        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 10; i++)
        {
            answers.Add(await gateway.Send(Requests.Post("/v1/payment-intents").WithKey()));
        }

        Assert.Equal(HttpStatusCode.BadRequest, answers[0].StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, answers[1].StatusCode);
        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal("too_many_requests", await refused.ErrorCode());
        Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        var other = await gateway.Send(Requests.Post("/v1/payment-intents").WithKey("other"));
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }

    [Fact]
    public async Task Whatever_a_key_calls_is_limited_and_other_keys_and_health_are_not_held_up()
    {
        await using var gateway = await Started(new() { ["Limits:CallBurst"] = "3", ["Limits:CallsPerSecond"] = "1" });

        var refused = await FirstRefused(gateway, () => Requests.Get("/v1/payment-intents?take=0").WithKey());

        Assert.Equal("too_many_requests", await refused.ErrorCode());
        Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        var other = Requests.Get("/v1/payment-intents?take=0").WithKey(RunningGateway.OperatorKey);
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.Send(other)).StatusCode);
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.OK, (await gateway.Send(Requests.Get("/health/live").WithKey())).StatusCode);
    }

    [Fact]
    public async Task Of_what_a_key_may_call_each_of_the_gateways_that_share_a_database_lets_its_part_pass()
    {
        await using var source = NpgsqlDataSource.Create(await shared.NewDatabase());
        await using var others = source.CreateCommand("""
            CREATE TABLE gateway(id text PRIMARY KEY, seen_at timestamptz NOT NULL);
            INSERT INTO gateway SELECT i, now() + interval '1 day' FROM generate_series(1, 999) i
            """);
        await others.ExecuteNonQueryAsync(Requests.Cancellation);
        await using var gateway = new RunningGateway(
            new() { ["Limits:CallBurst"] = "3000", ["Limits:CallsPerSecond"] = "1" },
            builder => builder.Services.AddSingleton(source));
        await gateway.InitializeAsync();
        var gateways = gateway.Services.GetRequiredService<LiveGateways>();
        await Payments.Until(() => Task.FromResult(gateways.Count), count => count == 1_000);

        await FirstRefused(gateway, () => Requests.Get("/v1/payment-intents?take=0").WithKey());
    }

    [Fact]
    public async Task Whoever_calls_from_an_address_is_limited_and_others_health_and_genuine_webhooks_are_not_held_up()
    {
        await using var gateway = await Started(new()
        {
            ["Limits:AddressCallBurst"] = "3",
            ["Limits:AddressCallsPerSecond"] = "1",
            [GatewayOptions.ProxiesSetting] = "127.0.0.1",
        });

        var refused = await FirstRefused(gateway, () => From("203.0.113.1", Requests.Get("/")));

        Assert.Equal("too_many_requests", await refused.ErrorCode());
        Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        var withKey = await FirstRefused(
            gateway, () => From("203.0.113.1", Requests.Get("/v1/payment-intents").WithKey()));
        Assert.Equal(HttpStatusCode.TooManyRequests, withKey.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(From("203.0.113.2", Requests.Get("/")))).StatusCode);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(
                HttpStatusCode.OK, (await gateway.Send(From("203.0.113.1", Requests.Get("/health/live")))).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await gateway.Send(From("203.0.113.1", Webhook("first")))).StatusCode);
        }
    }

    // 2,500 calls a minute, and 300 more, perhaps in its first second.
    [Fact]
    public async Task All_that_an_organisation_of_Genesys_Cloud_may_call_in_a_minute_passes_by_default()
    {
        await using var gateway = await Started([]);

        for (var i = 0; i < 2_800; i++)
        {
            var response = await gateway.Send(Requests.Get("/v1/payment-intents?take=0").WithKey());
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task Who_guesses_keys_is_told_to_wait_and_who_shares_the_address_calls_on()
    {
        await using var gateway = await Started(new()
        {
            ["Limits:WrongKeysPerMinute"] = "3",
            [GatewayOptions.ProxiesSetting] = "127.0.0.1",
        });
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await Guess($"guess {i}")).StatusCode);

        var refused = await Guess("guess 3");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("too_many_requests", await refused.ErrorCode());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Guess("guess 4", path: "/dashboard")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Guess(RunningGateway.Key)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Guess("guess 5", from: "203.0.113.2")).StatusCode);

        Task<HttpResponseMessage> Guess(
            string key, string from = "203.0.113.1", string path = "/v1/payment-intents?take=0") =>
            gateway.Send(From(from, Requests.Get(path).WithKey(key)));
    }

    [Fact]
    public async Task Who_forges_webhooks_is_told_to_wait_and_a_genuine_one_from_there_is_taken()
    {
        await using var gateway = await Started(new() { ["Limits:WrongWebhooksPerMinute"] = "3" });
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Send(Webhook("guessed"))).StatusCode);

        var refused = await gateway.Send(Webhook("guessed"));

        Assert.Equal("too_many_requests", await refused.ErrorCode());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(Webhook("first"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Send(Webhook("first", account: "made-up"))).StatusCode);
    }

    // The secret was changed a moment ago: what looks forged is genuine after the settings are read again.
    [Fact]
    public async Task A_genuine_webhook_is_taken_beyond_the_limit_also_with_a_secret_that_is_new()
    {
        await using var gateway = await Started(new() { ["Limits:WrongWebhooksPerMinute"] = "1" });
        gateway.Configuration["Secret"] = "second";

        await gateway.Send(Webhook("first"));

        Assert.Equal(HttpStatusCode.TooManyRequests, (await gateway.Send(Webhook("first"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(Webhook("second"))).StatusCode);
    }

    [Fact]
    public async Task A_burst_of_two_hundred_creates_passes_by_default()
    {
        await using var gateway = new RunningGateway([]);
        await gateway.InitializeAsync();

        for (var i = 0; i < 200; i++)
        {
            var response = await gateway.Send(Requests.Post("/v1/payment-intents").WithKey());
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task Guessing_keys_at_the_login_ends_soon()
    {
        await using var gateway = new RunningGateway(new() { ["Limits:LoginsPerMinute"] = "10" });
        await gateway.InitializeAsync();

        HttpStatusCode last = default;
        for (var i = 0; i < 11; i++)
        {
            var guess = new HttpRequestMessage(HttpMethod.Post, "/login")
            {
                Content = new FormUrlEncodedContent([new("key", $"guess {i}")]),
            };
            last = (await gateway.Send(guess)).StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    private static async Task<RunningGateway> Started(Dictionary<string, string?> settings)
    {
        var gateway = new RunningGateway(settings);
        await gateway.InitializeAsync();
        return gateway;
    }

    private static async Task<HttpResponseMessage> FirstRefused(
        RunningGateway gateway, Func<HttpRequestMessage> request)
    {
        for (var i = 0; i < 1_000; i++)
        {
            var answer = await gateway.Send(request());
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) return answer;
        }

        throw new InvalidOperationException("No call was too many.");
    }

    private static HttpRequestMessage From(string address, HttpRequestMessage request)
    {
        request.Headers.Add("X-Forwarded-For", address);
        return request;
    }

    private static HttpRequestMessage Webhook(string secret, string account = "shop")
    {
        var request = Requests.Post($"/webhooks/{account}");
        request.Headers.Add("X-Signature", HmacReceiver.Sign(secret, "{}"u8));
        return request;
    }
}
