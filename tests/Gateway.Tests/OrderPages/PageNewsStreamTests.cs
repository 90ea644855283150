using System.Net.ServerSentEvents;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Links;
using CryptoPay.Gateway.OrderPages;
using CryptoPay.Payments.Views;
using CryptoPay.WebPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Gateway.Tests.OrderPages;

/// <summary>What an open page is told, of a real payment and by a clock of the test's own.</summary>
public sealed class PageNewsStreamTests(WholeGateway gateway)
{
    private const string OrderId = "CC-stream";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 29, 9, 0, 0, TimeSpan.Zero));
    private int writes;

    [Fact]
    public async Task It_hears_each_change_once_a_beat_in_between_its_next_link_in_time_and_at_last_that_it_is_over()
    {
        await gateway.Opened(OrderId);
        var view = (await gateway.Grain(OrderId).Get()).View!;
        var host = gateway.Services.GetRequiredService<IHostApplicationLifetime>();
        var stream = new PageNewsStream(host, time).Of(Page(view), Requests.Cancellation);
        await using var told = stream.GetAsyncEnumerator(Requests.Cancellation);

        Assert.Equal(("news", "AwaitingPayment"), await Next(told));

        time.Advance(TimeSpan.FromSeconds(15));
        await Write();
        Assert.Equal(("beat", ""), await Next(told));

        time.Advance(TimeSpan.FromMinutes(4));
        await Write();
        Assert.Equal(("news", "AwaitingPayment"), await Next(told));

        await gateway.Control(OrderId, "pay");
        Assert.Equal(("news", "Confirming"), await Next(told));

        time.Advance(TimeSpan.FromHours(8));
        await Write();
        Assert.False(await told.MoveNextAsync());
    }

    private static async Task<(string Kind, string Data)> Next(IAsyncEnumerator<SseItem<string>> told)
    {
        Assert.True(await told.MoveNextAsync());
        return (told.Current.EventType, told.Current.Data == "" ? "" : told.Current.Data.Split('"')[3].Split(": ")[1]);
    }

    /// <summary>Changes nothing that is shown, and lets a page that waits look again at once.</summary>
    private Task Write() => gateway.Created(
        Payments.Body(OrderId, more: $$""", "metadata":{"sessionId":"s-{{writes++}}"}"""));

    private OpenedPage Page(PaymentIntentView opened) => new(
        OrderLinks.Agent, gateway.Grain(OrderId), opened, () => Task.FromResult("secret"),
        time.GetUtcNow() + AgentTokens.LastsAtMost, new AnswerTime(time),
        (view, _) => Task.FromResult(new OrderPage(view, EnglishWords.All, "secret", IsRefused: false)
        {
            Heading = "",
            About = view.Status,
            Message = "",
            MessageLanguage = "en",
            State = Html.Empty,
        }));
}
