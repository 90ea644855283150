using System.Text.Json;
using CryptoPay.Gateway.Tests.OrderPages;
using Microsoft.Playwright;

namespace CryptoPay.GenesysKit.Tests.Messenger;

/// <summary>
/// Which links the bar follows, and what it makes of what it is told there. Here the gateway has an address of those
/// that companies have, so the browser itself answers in its place.
/// </summary>
public sealed class LinkTests(Chromium chromium)
{
    private const string Address = "https://pay.example.com";
    private const string Link = $"{Address}/pay/default/CC-1/token_of-the_link";

    [Theory]
    [InlineData("https://evil.example/pay/default/CC-1/token")]
    [InlineData("https://pay.example.com.evil.example/pay/default/CC-1/token")]
    [InlineData("https://evilpay.example.com/pay/default/CC-1/token")]
    [InlineData("https://pay.example.com@evil.example/pay/default/CC-1/token")]
    [InlineData(@"https://evil.example\@pay.example.com/pay/default/CC-1/token")]
    [InlineData("https://evil.example/?to=https://pay.example.com/pay/default/CC-1/token")]
    [InlineData("https://pay.example.com:8443/pay/default/CC-1/token")]
    [InlineData("http://pay.example.com/pay/default/CC-1/token")]
    [InlineData("ftp://pay.example.com/pay/default/CC-1/token")]
    [InlineData("javascript://pay.example.com/pay/default/CC-1/token")]
    [InlineData("https://pay.example.com/pay/../agent/default/CC-1/token")]
    [InlineData("https://pay.example.com/redirect/pay/default/CC-1/token")]
    [InlineData("https://pay.example.com/pay/default/CC-1/token/invoices")]
    [InlineData("https://pay.example.com/pay/default/CC-1")]
    public async Task A_link_to_anything_but_a_pay_page_of_the_gateway_opens_nothing(string link)
    {
        await using var host = await Open();

        await host.Receive($"Pay here: {link}");
        Assert.Empty(await host.Followed());

        await host.Receive($"Pay here: {Link}");
        Assert.Equal([$"{Link}/live?lang=en"], await host.Followed());
        await host.Follows("Waiting");
    }

    [Fact]
    public async Task What_the_customer_typed_opens_nothing()
    {
        await using var host = await Open();

        await host.Receive(Link, direction: "Inbound");
        Assert.Empty(await host.Followed());

        await host.Receive(Link);
        await host.Follows("Waiting");
    }

    [Theory]
    [InlineData($"Pay here: {Link}")]
    [InlineData($"Here it is ({Link}).")]
    [InlineData($"[Pay now]({Link})")]
    [InlineData($"{Link}?lang=es#top\nIt holds for 15 minutes.")]
    public async Task A_link_is_found_however_it_stands_in_the_text(string text)
    {
        await using var host = await Open();

        await host.Receive(text);

        Assert.Equal([$"{Link}/live?lang=en"], await host.Followed());
    }

    [Fact]
    public async Task Of_several_links_the_newest_counts_in_whatever_order_they_come()
    {
        await using var host = await Open();

        await host.Say(
            HostPage.Restored,
            Message("CC-2", "2026-05-01T10:01:00.000Z"), Message("CC-3", "2026-05-01T10:02:00.000Z"),
            Message("CC-1", "2026-05-01T10:00:00.000Z"));

        Assert.EndsWith("/CC-3/token/live?lang=en", (await host.Followed())[^1]);
        await host.Follows("Waiting");
        await Assertions.Expect(host.Bar.GetByRole(AriaRole.Link))
            .ToHaveAttributeAsync("href", $"{Address}/pay/default/CC-3/token");

        static object Message(string order, string time) => new
        {
            direction = "Outbound",
            channel = new { time },
            text = $"{Address}/pay/default/{order}/token",
        };
    }

    [Fact]
    public async Task Where_the_gateway_stands_below_a_path_its_links_do_too()
    {
        await using var host = await Open($"{Address}/crypto/");

        await host.Receive(Link);
        Assert.Empty(await host.Followed());
        await host.Receive($"{Address}/crypto/pay/default/CC-1/token");

        Assert.Equal([$"{Address}/crypto/pay/default/CC-1/token/live?lang=en"], await host.Followed());
    }

    [Fact]
    public async Task Script_in_what_the_news_say_shows_as_text_and_their_markup_is_not_taken()
    {
        const string script = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        await using var host = await Open(chip: script, message: script);

        await host.Receive(Link);

        await host.Follows(script);
        await Assertions.Expect(host.Bar.GetByRole(AriaRole.Status)).ToHaveTextAsync(script + script);
        Assert.Equal(0, await host.Page.Locator("img, #of-the-page, body script").CountAsync());
        host.Visit.WentWell(host.Address, new Uri(Address));
    }

    [Fact]
    public async Task A_link_that_does_not_open_shows_no_bar_and_is_given_up()
    {
        await using var host = await Open();
        host.Visit.IsExpected = true;
        await host.Page.RouteAsync("**/live?*", route => route.FulfillAsync(new() { Status = 404 }));
        // Hours in a moment: the page's own clock, as its script sees it.
        await host.Page.Clock.InstallAsync();
        await host.Receive(Link);

        for (var tries = 1; tries <= 4; tries++)
        {
            await host.Page.WaitForFunctionAsync(
                "tries => opened.length === tries && opened.at(-1).readyState === EventSource.CLOSED", tries);
            await host.Page.Clock.FastForwardAsync("01:00:00");
        }

        Assert.Equal(4, (await host.Followed()).Length);
        await Assertions.Expect(host.Bar).ToHaveCountAsync(0);
    }

    private async Task<HostPage> Open(string address = Address, string chip = "Waiting", string message = "Pay it.")
    {
        var host = await HostPage.Open(chromium, address);
        var news = JsonSerializer.Serialize(new
        {
            title = "",
            chip,
            tone = "",
            message,
            secondsLeft = 900,
            version = "1",
            html = "<p id=of-the-page>",
            live = "",
        });
        await host.Page.RouteAsync("https://pay.example.com/**", route => route.FulfillAsync(new()
        {
            ContentType = "text/event-stream",
            Headers = new Dictionary<string, string> { ["Access-Control-Allow-Origin"] = "*" },
            Body = $"event: news\ndata: {news}\n\n",
        }));
        return host;
    }
}
