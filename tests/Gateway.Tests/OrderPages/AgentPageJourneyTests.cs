using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CryptoPay.Gateway.Tests.OrderPages;

/// <summary>What an agent sees beside a call, in the frame of another site.</summary>
public sealed class AgentPageJourneyTests(AgentPageJourneyTests.Gateway gateway, Chromium chromium)
    : IClassFixture<AgentPageJourneyTests.Gateway>
{
    private const string Site = "https://apps.mypurecloud.com";

    [Fact]
    public async Task An_agent_says_it_in_the_customers_language_compares_the_address_and_makes_a_new_link()
    {
        var view = await gateway.Opened("CC-agent", ", \"metadata\":{\"language\":\"es\"}");
        await using var visit = await Visit.Open(chromium, view.AgentUrl);

        await visit.Shows("Waiting for payment");
        await visit.LooksGood("agent");
        var say = visit.Page.Locator("blockquote");
        Assert.Equal("es", await say.GetAttributeAsync("lang"));
        Assert.Contains("Su pago de 100 dólares está listo.", await say.InnerTextAsync());
        var signs = await visit.Page.Locator(".signs").AllInnerTextsAsync();
        Assert.Equal([view.PaymentAddress[..8], view.PaymentAddress[^6..], view.CryptoAmount], signs);
        Assert.Equal(0, await visit.Page.Locator("form, button").CountAsync());

        await gateway.Control("CC-agent", "expire");
        await visit.Shows("Time is over");
        await visit.LooksGood("agent-expired");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Start a new payment" }).ClickAsync();
        await visit.Shows("Waiting for payment");
        Assert.Contains(
            (await gateway.Events("CC-agent")).Events, happened => happened.Data["who"] == "link:agent");
        visit.WentWell(gateway.Address);
    }

    [Fact]
    public async Task Each_answer_has_another_link_and_the_page_goes_on_with_one_of_its_own()
    {
        var first = await gateway.Opened("CC-links");
        await using var visit = await Visit.Open(chromium, first.AgentUrl);
        await visit.Shows("Waiting for payment");

        await Assertions.Expect(visit.Page).ToHaveURLAsync(
            new Regex($@"^{Regex.Escape(first.AgentUrl.Split('-')[0])}.*\?lang=en$"));
        await visit.Page.ReloadAsync();
        await visit.Shows("Waiting for payment");
    }

    [Fact]
    public async Task Only_the_named_sites_may_frame_the_agents_page_and_nobody_the_customers()
    {
        var view = await gateway.Opened("CC-framing");

        Assert.EndsWith($"frame-ancestors {Site}", await PolicyOf(view.AgentUrl));
        Assert.EndsWith("frame-ancestors 'none'", await PolicyOf(view.PayUrl));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("https://*")]
    [InlineData("https://apps.mypurecloud.com/")]
    [InlineData("https://apps.mypurecloud.com/path")]
    [InlineData("http://apps.mypurecloud.com")]
    [InlineData("https://a.example https://b.example")]
    [InlineData("https://a.example; script-src *")]
    [InlineData("'self'")]
    [InlineData("*", "Gateway:FrameAncestors")]
    public async Task A_site_that_is_none_stops_the_start(string site, string setting = "Gateway:FrameAncestors:0")
    {
        var why = await Assert.ThrowsAnyAsync<Exception>(
            async () => await new RunningGateway(new() { [setting] = site }).InitializeAsync());

        Assert.Contains("Gateway:FrameAncestors must be a list of sites", why.Message);
    }

    [Fact]
    public async Task Of_a_wrong_link_nobody_learns_whether_there_is_such_an_order()
    {
        await gateway.Opened("CC-secret");
        var wrong = new string('A', 32);

        foreach (var what in (string[])["pay", "agent"])
        {
            var there = await gateway.Send(Requests.Get($"/{what}/first/CC-secret/{wrong}"), key: null);
            var nowhere = await gateway.Send(Requests.Get($"/{what}/first/CC-nowhere/{wrong}"), key: null);

            Assert.Equal(HttpStatusCode.NotFound, there.StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
            Assert.Equal(await there.Text(), await nowhere.Text());
            Assert.Contains("This link does not open", await there.Text());
        }
    }

    private async Task<string> PolicyOf(string url) =>
        (await gateway.Send(Requests.Get(url), key: null)).Headers.GetValues("Content-Security-Policy").Single();

    public sealed class Gateway() : WholeGateway($"--Gateway:FrameAncestors:0={Site}");
}
