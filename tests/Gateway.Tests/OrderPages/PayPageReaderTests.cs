using System.Text.RegularExpressions;
using CryptoPay.Gateway.Tests.Qr;
using Microsoft.Playwright;

namespace CryptoPay.Gateway.Tests.OrderPages;

/// <summary>However somebody reads the customer's page: by camera, by ear, in Spanish, without a script, in a tunnel.</summary>
public sealed partial class PayPageReaderTests(WholeGateway gateway, Chromium chromium)
{
    [Fact]
    public async Task A_wallets_camera_reads_the_code_off_the_screen()
    {
        Assert.SkipUnless(Zbar.IsInstalled, Zbar.Missing);
        var view = await gateway.Opened("CC-camera");
        await using var visit = await Visit.Open(chromium, view.PayUrl);
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });

        Assert.Equal(view.PaymentUri, await Zbar.Read(await Visit.Picture(visit.Page.Locator(".qr"))));
    }

    [Fact]
    public async Task The_processors_own_page_opens_inside()
    {
        var view = await gateway.Opened("CC-framed");
        await using var visit = await Visit.Open(chromium, view.PayUrl);

        await visit.Page.GetByText("More ways to pay").ClickAsync();

        var inside = visit.Page.FrameLocator("iframe");
        await Assertions.Expect(inside.GetByRole(AriaRole.Heading, new() { Name = "Checkout" })).ToBeVisibleAsync();
        visit.WentWell(gateway.Address);
    }

    [Fact]
    public async Task Without_a_script_the_page_shows_it_all_reloads_itself_and_makes_a_new_link()
    {
        var view = await gateway.Opened("CC-plain");
        await using var visit = await Visit.Open(chromium, view.PayUrl, hasScript: false);

        Assert.Equal(view.PaymentAddress, await visit.Page.Locator("#address").InnerTextAsync());
        Assert.Equal(0, await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).CountAsync());
        Assert.Equal("15", await visit.Page.Locator("noscript meta").GetAttributeAsync("content"));
        await gateway.Control("CC-plain", "expire");
        await gateway.Until("CC-plain", seen => seen.Status == "Expired");
        await visit.Page.ReloadAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Start a new payment" }).ClickAsync();
        await gateway.Until("CC-plain", seen => seen.Status == "AwaitingPayment");
        await visit.Page.ReloadAsync();
        await visit.Shows("Waiting for payment");
    }

    [Fact]
    public async Task Whose_connection_breaks_hears_of_it_and_sees_what_has_happened_once_it_is_back()
    {
        var view = await gateway.Opened("CC-tunnel");
        await using var visit = await Visit.Open(chromium, view.PayUrl);
        await visit.Shows("Waiting for payment");
        visit.IsExpected = true;

        await visit.Page.Context.SetOfflineAsync(true);
        // As a phone does when its owner comes back from the wallet.
        await visit.Page.EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))");
        await Assertions.Expect(visit.Page.Locator("[data-offline]")).ToBeVisibleAsync();
        await gateway.Control("CC-tunnel", "pay");
        await visit.Page.Context.SetOfflineAsync(false);

        await visit.Shows("Seen, being confirmed");
        await Assertions.Expect(visit.Page.Locator("[data-offline]")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData("es-MX", "")]
    [InlineData("en-US", ", \"metadata\":{\"language\":\"es-ES\"}")]
    public async Task A_customer_who_speaks_Spanish_reads_Spanish_and_may_choose_English(string locale, string more)
    {
        var view = await gateway.Opened($"CC-{locale}", more);
        await using var visit = await Visit.Open(chromium, view.PayUrl, locale);

        await visit.Shows("Esperando el pago");
        await visit.LooksGood("pay-es");
        Assert.Equal("es", await visit.Page.Locator("html").GetAttributeAsync("lang"));
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await visit.Shows("Waiting for payment");
        await gateway.Control(view.OrderId, "pay");
        await visit.Shows("Seen, being confirmed");
        visit.WentWell(gateway.Address);
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_taken_for_none_and_somebody_elses_404_for_no_word_of_ours()
    {
        var view = await gateway.Opened("CC-silent");
        await using var visit = await Visit.Open(chromium, view.PayUrl);
        await visit.Shows("Waiting for payment");
        visit.IsExpected = true;
        var heads = 0;
        await visit.Page.RouteAsync("**/*", async route =>
        {
            if (route.Request.Method == "HEAD") heads++;
            // A gateway in between, which says neither that the link is over nor anything else of ours.
            if (!route.Request.Url.Contains("/live", StringComparison.Ordinal))
                await route.FulfillAsync(new() { Status = 404, Body = "default backend" });
        });
        await visit.Page.EvaluateAsync(
            "() => { const now = performance.now.bind(performance); performance.now = () => now() + 46000; }");

        await Assertions.Expect(visit.Page.Locator("[data-offline]")).ToBeVisibleAsync();
        Assert.True(heads > 0);
        await visit.Shows("Waiting for payment");

        await visit.Page.UnrouteAllAsync();
        await gateway.Control("CC-silent", "pay");
        await visit.Page.EvaluateAsync("() => dispatchEvent(new Event('online'))");
        await visit.Shows("Seen, being confirmed");
    }

    [Fact]
    public async Task Read_aloud_the_page_says_what_to_pay_how_and_what_not_to_do()
    {
        var view = await gateway.Opened("CC-aloud");
        await using var visit = await Visit.Open(chromium, view.PayUrl);
        await visit.Shows("Waiting for payment");

        var aloud = await visit.Page.Locator("main").AriaSnapshotAsync();

        Assert.Equal(
            """
            - main:
              - heading "Payment" [level=1]
              - link "Español":
                - /url: "?lang=es"
              - paragraph:
                - text: Waiting for payment
                - timer "Time left to pay": TIME
              - status: Your payment of 100 dollars is ready. Please pay it in your wallet now.
              - paragraph: 100.00 USD
              - paragraph: Send exactly
              - code: COINS BTC
              - button "Copy Amount": Copy
              - paragraph: Only BTC on the Bitcoin network. Another coin, or BTC on another network, is lost.
              - link "Open in wallet":
                - /url: URI
              - paragraph: Or scan the code with a wallet on another phone.
              - img "QR code of the payment, for a wallet's camera"
              - paragraph: Address
              - code: ADDRESS
              - button "Copy Address": Copy
              - paragraph: "Before you send, compare in your wallet: the amount, how the address begins and how it ends."
              - group: More ways to pay, at HOST
              - paragraph: Order CC-aloud · 100.00 USD · Reference REFERENCE
              - status
            """,
            // What could be taken for another kind of value stands in quotes.
            Clock.Replace(aloud, "TIME").Replace(view.PaymentUri, "URI").Replace(view.PaymentAddress, "ADDRESS")
                .Replace($"{view.CryptoAmount} BTC", "COINS BTC").Replace(gateway.Address.Authority, "HOST")
                .Replace("\"URI\"", "URI").Replace(view.PaymentIntentId, "REFERENCE"));
    }

    [Fact]
    public async Task The_whole_page_is_small_and_asks_for_nothing_but_its_news()
    {
        var view = await gateway.Opened("CC-small");
        var page = await (await gateway.Send(Requests.Get(view.PayUrl), key: null)).Text();
        await using var visit = await Visit.Open(chromium, view.PayUrl);
        await visit.Shows("Waiting for payment");

        Assert.InRange(page.Length, 1, 30_000);
        Assert.All(
            visit.Asked.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)),
            url => Assert.StartsWith(view.PayUrl, url));
    }

    [GeneratedRegex(@"\b\d\d:\d\d\b")]
    private static partial Regex Clock { get; }
}
