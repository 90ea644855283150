using System.Net;
using CryptoPay.Gateway.OrderPages;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace CryptoPay.Gateway.Tests.OrderPages;

/// <summary>What people see of a page when something is away.</summary>
public sealed class PageFaultTests(PageFaultTests.Gateway gateway, Chromium chromium)
    : IClassFixture<PageFaultTests.Gateway>
{
    private const string Site = "https://apps.mypurecloud.com";

    [Fact]
    public async Task Whoever_may_have_paid_is_not_asked_to_pay_while_nobody_can_see_whether_they_have()
    {
        var view = await gateway.Opened("CC-blind", ",\"processor\":\"sandbox-signed\"");
        await using var visit = await Visit.Open(chromium, view.PayUrl);
        await using var agent = await Visit.Open(chromium, view.AgentUrl);
        await visit.Shows("Waiting for payment");

        await gateway.Fault(new { on = "read", orderId = "CC-blind", fail = "500" });
        await gateway.Control("CC-blind", "pay");

        await visit.Shows("Looking for the payment");
        await agent.Shows("Looking for the payment");
        Assert.Equal(0, await visit.Page.Locator(".qr, #wallet").CountAsync());
        Assert.Contains("please do not pay now", await visit.Page.Locator("[data-state]").InnerTextAsync());
        Assert.Contains("please do not pay now", await agent.Page.Locator("blockquote").InnerTextAsync());
        await gateway.ClearFaults();
        await visit.Shows("Seen, being confirmed");
    }

    [Fact]
    public async Task Who_starts_again_while_the_database_is_away_comes_back_to_the_page_and_sees_what_became_of_it()
    {
        var view = await gateway.Opened("CC-outage");
        await gateway.Control("CC-outage", "expire");
        await gateway.Until("CC-outage", seen => seen.Status == "Expired");
        await using var visit = await Visit.Open(chromium, view.PayUrl, hasScript: false);
        var button = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Start a new payment" });
        await using (var database = new SqliteConnection($"Data Source={gateway.DatabasePath}"))
        {
            await database.OpenAsync(Requests.Cancellation);
            await using var locked = database.BeginTransaction(deferred: false);

            await button.ClickAsync();

            Assert.Equal(view.PayUrl, visit.Page.Url.Split('?')[0]);
        }

        await Payments.Until(
            async () =>
            {
                await visit.Page.ReloadAsync();
                if (await button.CountAsync() > 0) await button.ClickAsync();
                return await visit.Page.Locator(".qr").CountAsync();
            },
            count => count == 1);
    }

    [Fact]
    public async Task Why_a_new_payment_is_not_started_stays_on_the_page_until_something_changes()
    {
        var view = await gateway.Opened("CC-paused", ",\"processor\":\"sandbox-bitpay\"");
        await gateway.Control("CC-paused", "expire");
        await gateway.Until("CC-paused", seen => seen.Status == "Expired");
        await Account("pause");
        await using var visit = await Visit.Open(chromium, view.PayUrl);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Start a new payment" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync(EnglishWords.All.NotStarted);
        // Also once the page has had its first news.
        await Payments.Until(
            () => Task.FromResult(visit.Asked.Count(url => url.Contains("/live", StringComparison.Ordinal))),
            count => count > 1);
        await visit.Shows("Time is over");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync(EnglishWords.All.NotStarted);

        await Account("resume");
        await gateway.Act("CC-paused", "invoices");
        await visit.Shows("Waiting for payment");
        Assert.Equal(0, await visit.Page.Locator("[data-notice]").CountAsync());

        async Task Account(string action) => Assert.Equal(HttpStatusCode.OK, (await gateway.Send(
            Requests.Post($"/v1/accounts/sandbox-bitpay/{action}"), WholeGateway.OperatorKey)).StatusCode);
    }

    [Fact]
    public async Task In_an_agents_frame_a_link_that_is_over_is_said_to_be_so()
    {
        foreach (var path in (string[])[$"/agent/first/CC-x/{new string('A', 32)}", "/agent/first/CC-x", "/agent/x"])
        {
            var answer = await gateway.Send(Requests.Get(path), key: null);

            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.EndsWith($"frame-ancestors {Site}", answer.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal(["none"], answer.Headers.GetValues("X-CryptoPay-Link"));
            Assert.Contains("This link does not open", await answer.Text());
        }
    }

    [Fact]
    public async Task Who_checks_links_asks_for_the_head_of_a_page_alone()
    {
        var view = await gateway.Opened("CC-head");

        foreach (var url in (string[])[view.PayUrl, view.AgentUrl])
        {
            var head = await gateway.Send(new HttpRequestMessage(HttpMethod.Head, url), key: null);
            Assert.Equal((HttpStatusCode.OK, ""), (head.StatusCode, await head.Text()));
        }
    }

    public sealed class Gateway() : WholeGateway($"--Gateway:FrameAncestors:0={Site}");
}
