using System.Net;
using CryptoPay.Gateway.Links;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace CryptoPay.Gateway.Tests.Links;

/// <summary>Links that are tried without being known, behind a proxy that says from where.</summary>
public sealed class GuessTests(GuessTests.Gateway gateway) : IClassFixture<GuessTests.Gateway>
{
    private const int WrongLinksPerMinute = 3;

    /// <summary>In the form of now, and in that of the random ones of earlier versions.</summary>
    private static readonly string Guess = new('A', 32);
    private static readonly string OldGuess = new('A', LinkTokens.RandomChars);

    [Fact]
    public async Task Who_guesses_is_told_to_wait_and_who_shares_the_address_opens_a_right_link()
    {
        var view = await gateway.Opened("CC-shared");
        for (var i = 0; i < WrongLinksPerMinute; i++)
            Assert.Equal(HttpStatusCode.NotFound, (await Open("CC-shared", Guess, "203.0.113.1")).StatusCode);

        var refused = await Open("CC-shared", Guess, "203.0.113.1");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("too_many_requests", await refused.ErrorCode());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(
            HttpStatusCode.OK, (await Open("CC-shared", TokenOf(view.QrCodeUrl), "203.0.113.1")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Open("CC-shared", Guess, "203.0.113.2")).StatusCode);
    }

    [Fact]
    public async Task A_right_link_is_opened_as_often_as_it_is_asked_for()
    {
        var token = TokenOf((await gateway.Opened("CC-often")).QrCodeUrl);

        for (var i = 0; i < 3 * WrongLinksPerMinute; i++)
            Assert.Equal(HttpStatusCode.OK, (await Open("CC-often", token, "203.0.113.3")).StatusCode);
    }

    [Fact]
    public async Task The_gateway_tells_a_wrong_link_without_asking_the_order()
    {
        await gateway.Opened("CC-asked");
        await Copy("CC-asked", "CC-unreadable", "'$.version', 99");

        Assert.Equal(HttpStatusCode.NotFound, (await Open("CC-unreadable", Guess, "203.0.113.4")).StatusCode);
        // Whether one of an earlier version is right, only the order can tell.
        Assert.Equal(
            HttpStatusCode.ServiceUnavailable, (await Open("CC-unreadable", OldGuess, "203.0.113.4")).StatusCode);
    }

    [Fact]
    public async Task Beyond_the_limit_no_order_is_asked()
    {
        await gateway.Opened("CC-asked-no-more");
        await Copy("CC-asked-no-more", "CC-unreadable-too", "'$.version', 99");
        for (var i = 0; i < WrongLinksPerMinute; i++) await Open("CC-guessed", OldGuess, "203.0.113.5");

        Assert.Equal(
            HttpStatusCode.TooManyRequests, (await Open("CC-unreadable-too", OldGuess, "203.0.113.5")).StatusCode);
    }

    [Fact]
    public async Task A_link_of_an_earlier_version_goes_on_working_and_counts_only_when_it_is_wrong()
    {
        const string OldToken = "dG9rZW4tdG9rZW4tdG9rZQ";
        // Settled, so that the copy's invoice is not read, which is of another order.
        await gateway.Settled("CC-new");
        await CopyWithLink("CC-new", "CC-old", OldToken);

        Assert.Equal(OldToken, TokenOf((await gateway.Read("CC-old")).QrCodeUrl));
        for (var i = 0; i < 3 * WrongLinksPerMinute; i++)
            Assert.Equal(HttpStatusCode.OK, (await Open("CC-old", OldToken, "203.0.113.6")).StatusCode);
        for (var i = 0; i < WrongLinksPerMinute; i++)
            Assert.Equal(HttpStatusCode.NotFound, (await Open("CC-old", OldGuess, "203.0.113.6")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Open("CC-old", OldGuess, "203.0.113.6")).StatusCode);
    }

    private Task<HttpResponseMessage> Open(string orderId, string token, string from)
    {
        var request = Requests.Get($"/qr/{WholeGateway.Merchant}/{orderId}/{token}.png");
        request.Headers.Add("X-Forwarded-For", from);
        return gateway.Send(request, key: null);
    }

    private static string TokenOf(string qrCodeUrl) => qrCodeUrl.Split('/')[^1][..^".png".Length];

    /// <summary>A row of an earlier version, which kept its link's token.</summary>
    private async Task CopyWithLink(string orderId, string copy, string token)
    {
        var rows = gateway.Services.GetRequiredKeyedService<IGrainStorage>(PaymentIntentDocument.StorageName);
        var document = new GrainState<PaymentIntentDocument>();
        await rows.ReadStateAsync(PaymentIntentDocument.StateName, Grain(orderId), document);
        var state = document.State!;
        await rows.WriteStateAsync(PaymentIntentDocument.StateName, Grain(copy), new GrainState<PaymentIntentDocument>(
            state with
            {
                Intent = state.Intent! with { OrderId = copy, LinkToken = new(token), ResumeCode = null },
            }));

        GrainId Grain(string id) => gateway.Services.GetRequiredService<IGrainFactory>()
            .GetOrder(new OrderKey(WholeGateway.Merchant, id)).GetGrainId();
    }

    /// <summary>A row that no grain has read yet.</summary>
    private async Task Copy(string orderId, string copy, string changes)
    {
        await using var connection = new SqliteConnection($"Data Source={gateway.DatabasePath}");
        await connection.OpenAsync(Requests.Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            INSERT INTO grain_state(service_id, grain_type, grain_key, version, payload)
            SELECT service_id, grain_type, '{WholeGateway.Merchant}/{copy}', 1,
                   json_remove(json_set(payload, {changes}), '$.intent.resumeCode')
              FROM grain_state WHERE grain_key = '{WholeGateway.Merchant}/{orderId}'
            """;
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Requests.Cancellation));
    }

    public sealed class Gateway() : WholeGateway(
        $"--Limits:WrongLinksPerMinute={WrongLinksPerMinute}", "--Gateway:TrustedProxies:0=127.0.0.1");
}
