using System.Text.RegularExpressions;
using CryptoPay.Gateway.Tests.Qr;
using Microsoft.Playwright;

namespace CryptoPay.Gateway.Tests.OrderPages;

/// <summary>What a customer sees from the link to the receipt, in a real browser that is never reloaded.</summary>
public sealed partial class PayPageJourneyTests(PayPageJourneyTests.Gateway gateway, Chromium chromium)
    : IClassFixture<PayPageJourneyTests.Gateway>
{
    [Fact]
    public async Task A_payment_is_paid_and_ends_with_a_receipt()
    {
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.Missing);
        var view = await gateway.Opened("CC-journey");
        await using var visit = await Visit.Open(chromium, view.PayUrl);

        await visit.Shows("Waiting for payment");
        await visit.LooksGood("pay");
        Assert.Equal("100.00 USD", await visit.Page.Locator(".amount").InnerTextAsync());
        Assert.Equal(view.PaymentAddress, await visit.Page.Locator("#address").InnerTextAsync());
        Assert.Equal(view.CryptoAmount, await visit.Page.Locator("#coins").InnerTextAsync());
        Assert.Equal(view.PaymentUri, await visit.Page.Locator("a.main").GetAttributeAsync("href"));
        Assert.Contains("BTC on the Bitcoin network", await visit.Page.Locator(".warning").InnerTextAsync());
        Assert.Matches(@"\A1[45]:\d\d\z", await visit.Page.Locator("[data-countdown]").InnerTextAsync());

        await gateway.Control("CC-journey", "pay");
        await visit.Shows("Seen, being confirmed");
        await Assertions.Expect(visit.Page.GetByText("You may close this page")).ToBeVisibleAsync();
        await visit.LooksGood("confirming");

        await gateway.Control("CC-journey", "confirm");
        await visit.Shows("Paid");
        var receipt = await visit.Page.Locator(".receipt").InnerTextAsync();
        Assert.All(
            [view.OrderId, view.PaymentIntentId, "100.00 USD", $"{view.CryptoAmount} BTC", "UTC"],
            text => Assert.Contains(text, receipt));
        await visit.LooksGood("paid");
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Print" })).ToBeHiddenAsync();
        visit.WentWell(gateway.Address);
    }

    [Fact]
    public async Task A_wallets_camera_reads_the_code_off_the_screen()
    {
        Assert.SkipUnless(Chromium.IsInstalled && Zbar.IsInstalled, Chromium.Missing);
        var view = await gateway.Opened("CC-camera");
        await using var visit = await Visit.Open(chromium, view.PayUrl);
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });

        Assert.Equal(view.PaymentUri, await Zbar.Read(await Visit.Picture(visit.Page.Locator(".qr"))));
    }

    [Fact]
    public async Task Who_pays_too_little_sees_the_rest_and_tops_up()
    {
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.Missing);
        var view = await gateway.Opened("CC-top-up");
        await using var visit = await Visit.Open(chromium, view.PayUrl);

        await gateway.Control("CC-top-up", "pay", new { amount = "40.00" });
        await visit.Shows("The rest is due");
        await Assertions.Expect(visit.Page.GetByText("40.00 USD of 100.00 USD has arrived")).ToBeVisibleAsync();
        Assert.Equal("60.00 USD", await visit.Page.Locator(".amount").InnerTextAsync());
        await visit.LooksGood("underpaid");

        await gateway.Control("CC-top-up", "pay");
        await gateway.Control("CC-top-up", "confirm");
        await visit.Shows("Paid");
        visit.WentWell(gateway.Address);
    }

    [Fact]
    public async Task Who_comes_too_late_makes_a_new_link_on_the_same_page_by_keyboard()
    {
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.Missing);
        var view = await gateway.Opened("CC-late");
        await using var visit = await Visit.Open(chromium, view.PayUrl);

        await gateway.Control("CC-late", "expire");
        await visit.Shows("Time is over");
        await visit.LooksGood("expired");
        Assert.Equal(0, await visit.Page.Locator(".qr").CountAsync());
        var button = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Start a new payment" });
        await button.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Shows("Waiting for payment");
        Assert.NotEqual(view.PaymentAddress, await visit.Page.Locator("#address").InnerTextAsync());
        Assert.StartsWith(view.PayUrl, visit.Page.Url);
        Assert.Contains(
            (await gateway.Events("CC-late")).Events, happened => happened.Data["who"] == "link:pay");
        await gateway.Control("CC-late", "pay");
        await gateway.Control("CC-late", "confirm");
        await visit.Shows("Paid");
        visit.WentWell(gateway.Address);
    }

    [Fact]
    public async Task A_cancelled_payment_asks_for_nothing()
    {
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.Missing);
        var view = await gateway.Opened("CC-cancelled");
        await using var visit = await Visit.Open(chromium, view.PayUrl);

        await gateway.Act("CC-cancelled", "cancel");

        await visit.Shows("Cancelled");
        await visit.LooksGood("cancelled");
        Assert.Equal(0, await visit.Page.Locator(".qr, .amount, form").CountAsync());
        visit.WentWell(gateway.Address);
    }

    [Fact]
    public async Task What_came_too_late_is_looked_into_and_the_customer_has_a_reference()
    {
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.Missing);
        var view = await gateway.Opened("CC-review");
        await using var visit = await Visit.Open(chromium, view.PayUrl);

        await gateway.Control("CC-review", "expire");
        await gateway.Control("CC-review", "pay");

        await visit.Shows("Under review");
        await visit.LooksGood("review");
        await Assertions.Expect(visit.Page.GetByText(view.PaymentIntentId)).ToBeVisibleAsync();
        visit.WentWell(gateway.Address);
    }

    [Fact]
    public async Task While_the_processor_is_away_the_page_waits_and_then_shows_what_to_pay()
    {
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.Missing);
        await gateway.Fault(new { on = "all", orderId = "CC-away", fail = "500" });
        var view = await gateway.Created(Payments.Body("CC-away"));
        await using var visit = await Visit.Open(chromium, view.PayUrl);

        await visit.Shows("Getting ready");
        await visit.LooksGood("preparing");

        await gateway.ClearFaults();
        await visit.Shows("Waiting for payment");
        visit.WentWell(gateway.Address);
    }

    [Fact]
    public async Task The_processors_own_page_opens_inside()
    {
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.Missing);
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
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.Missing);
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
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.Missing);
        var view = await gateway.Opened("CC-tunnel");
        await using var visit = await Visit.Open(chromium, view.PayUrl);
        await visit.Shows("Waiting for payment");
        visit.IsExpected = true;

        await visit.Page.Context.SetOfflineAsync(true);
        // As a phone does when its owner comes back from the wallet.
        await visit.Page.EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))");
        await Assertions.Expect(visit.Page.Locator("[data-offline]")).ToBeVisibleAsync(
            new() { Timeout = (float)Payments.Patience.TotalMilliseconds });
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
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.Missing);
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
    public async Task Read_aloud_the_page_says_what_to_pay_how_and_what_not_to_do()
    {
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.Missing);
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
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.Missing);
        var view = await gateway.Opened("CC-small");
        var page = await (await gateway.Send(Requests.Get(view.PayUrl), key: null)).Text();
        await using var visit = await Visit.Open(chromium, view.PayUrl);
        await visit.Shows("Waiting for payment");

        Assert.InRange(page.Length, 1, 30_000);
        Assert.All(
            visit.Asked.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)),
            url => Assert.StartsWith(view.PayUrl, url));
    }

    [Fact]
    public async Task Open_pages_read_nothing_at_the_processor()
    {
        // Settled, so that no poll is near, and without a webhook that would have it read once more.
        var view = await gateway.Opened("CC-many-pages");
        await gateway.Control("CC-many-pages", "refuse-webhooks");
        await gateway.Control("CC-many-pages", "pay");
        await gateway.Control("CC-many-pages", "confirm");
        Assert.Equal("Settled", (await gateway.ReadNow("CC-many-pages")).Status);
        await gateway.Fault(new { on = "read", orderId = "CC-many-pages", times = 1, slowAfterMs = 1 });

        for (var i = 0; i < 20; i++)
        {
            var live = await gateway.Client.GetAsync(
                $"{view.PayUrl}/live", HttpCompletionOption.ResponseHeadersRead, Requests.Cancellation);
            using var news = new StreamReader(await live.Content.ReadAsStreamAsync(Requests.Cancellation));
            Assert.Equal("event: news", await news.ReadLineAsync(Requests.Cancellation));
        }

        Assert.Equal("CC-many-pages", await gateway.FaultOrder());
        await gateway.ClearFaults();
    }

    [GeneratedRegex(@"\b\d\d:\d\d\b")]
    private static partial Regex Clock { get; }

    public sealed class Gateway() : WholeGateway([]);
}
