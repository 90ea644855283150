using Microsoft.Playwright;

namespace CryptoPay.Gateway.Tests.OrderPages;

/// <summary>What a customer sees from the link to the receipt, in a real browser that is never reloaded.</summary>
public sealed class PayPageJourneyTests(PayPageJourneyTests.Gateway gateway, Chromium chromium)
    : IClassFixture<PayPageJourneyTests.Gateway>
{
    [Fact]
    public async Task A_payment_is_paid_and_ends_with_a_receipt()
    {
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
    public async Task Who_pays_too_little_sees_the_rest_and_tops_up()
    {
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

    public sealed class Gateway() : WholeGateway([]);
}
