using CryptoPay.Gateway.Tests;
using CryptoPay.Gateway.Tests.OrderPages;
using CryptoPay.GenesysKit.Tests.Flows;
using Microsoft.Playwright;

namespace CryptoPay.GenesysKit.Tests.Messenger;

/// <summary>What a customer in Messenger sees of a payment at a real gateway.</summary>
public sealed class BarTests(TenantGateway gateway, Chromium chromium)
{
    private static readonly string[] NoMoreNews = [];

    private string GatewayAddress => gateway.Address.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task A_pay_link_in_a_message_shows_the_bar_and_its_button_opens_that_link()
    {
        await using var host = await HostPage.Open(chromium, GatewayAddress);
        var view = await gateway.Opened("CC-bar");

        await host.Receive($"Pay here: {view.PayUrl}.");

        await host.Follows("Waiting for payment");
        await Assertions.Expect(host.Bar).ToContainTextAsync("payment of 100 dollars");
        Assert.Matches(@"\A\d+:\d\d\z", await host.Bar.GetByRole(AriaRole.Timer).InnerTextAsync());
        var opened = await host.Page.Context.RunAndWaitForPageAsync(
            () => host.Bar.GetByRole(AriaRole.Link, new() { Name = "Open payment page" }).ClickAsync(),
            new() { Timeout = (float)Gateway.Tests.Payments.Patience.TotalMilliseconds });
        await Assertions.Expect(opened).ToHaveURLAsync(view.PayUrl);
        await Assertions.Expect(opened.Locator("[data-chip]")).ToHaveTextAsync("Waiting for payment");
        Assert.Equal("", await opened.EvaluateAsync<string>("() => `${window.opener ?? ''}${document.referrer}`"));
    }

    [Fact]
    public async Task The_bar_follows_the_payment_to_paid_without_a_reload()
    {
        await using var host = await HostPage.Open(chromium, GatewayAddress);
        var view = await gateway.Opened("CC-bar-paid");
        await host.Receive(view.PayUrl);
        await host.Follows("Waiting for payment");

        await gateway.Control(view.OrderId, "pay");
        await host.Follows("Seen, being confirmed");
        await Assertions.Expect(host.Bar.GetByRole(AriaRole.Timer)).ToBeHiddenAsync();
        await gateway.Control(view.OrderId, "confirm");
        await host.Follows("Paid");

        Assert.Equal([$"{view.PayUrl}/live?lang=en"], await host.Followed());
        Assert.Equal(NoMoreNews, await host.Page.EvaluateAsync<string[]>(
            "() => opened.filter(source => source.readyState !== EventSource.CLOSED).map(source => source.url)"));
        host.Visit.WentWell(host.Address, gateway.Address);
    }

    [Fact]
    public async Task Whose_connection_breaks_sees_what_has_happened_once_it_is_back()
    {
        await using var host = await HostPage.Open(chromium, GatewayAddress);
        var view = await gateway.Opened("CC-bar-tunnel");
        await host.Receive(view.PayUrl);
        await host.Follows("Waiting for payment");
        host.Visit.IsExpected = true;

        await host.Page.Context.SetOfflineAsync(true);
        // As a phone does when its owner comes back to the page.
        await host.Page.EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))");
        await host.Page.WaitForFunctionAsync("() => opened.at(-1).readyState === EventSource.CLOSED");
        await gateway.Control(view.OrderId, "pay");
        await host.Page.Context.SetOfflineAsync(false);

        await host.Follows("Seen, being confirmed");
    }

    [Fact]
    public async Task Dismissed_by_keyboard_it_stays_dismissed_on_the_next_page_too_and_another_payment_shows()
    {
        await using var host = await HostPage.Open(chromium, GatewayAddress);
        var view = await gateway.Opened("CC-bar-dismissed");
        var other = await gateway.Opened("CC-bar-other");
        await host.Receive(view.PayUrl);
        await host.Follows("Waiting for payment");

        await host.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(host.Bar.GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeFocusedAsync();
        await host.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(host.Bar).ToHaveCountAsync(0);
        await host.Receive(view.PayUrl);
        Assert.Equal([$"{view.PayUrl}/live?lang=en"], await host.Followed());

        await host.Page.ReloadAsync();
        await host.Say(HostPage.Restored, new { direction = "Outbound", text = view.PayUrl });
        await host.Receive(other.PayUrl);
        await host.Follows("Waiting for payment");
        Assert.Equal([$"{other.PayUrl}/live?lang=en"], await host.Followed());
        await host.Bar.GetByRole(AriaRole.Link).PressAsync("Escape");
        await Assertions.Expect(host.Bar).ToHaveCountAsync(0);
        host.Visit.WentWell(host.Address, gateway.Address);
    }

    [Fact]
    public async Task On_a_page_in_Spanish_it_speaks_Spanish_and_so_does_the_page_that_it_opens()
    {
        await using var host = await HostPage.Open(chromium, GatewayAddress, "es-MX");
        var view = await gateway.Opened("CC-bar-es");
        await host.Receive(view.PayUrl);

        await host.Follows("Esperando el pago");
        await host.Visit.LooksGood("messenger-es");
        await Assertions.Expect(host.Bar).ToHaveAccessibleNameAsync("Pago");
        await Assertions.Expect(host.Bar.GetByRole(AriaRole.Button, new() { Name = "Cerrar" })).ToBeVisibleAsync();
        await Assertions.Expect(host.Bar.GetByRole(AriaRole.Link, new() { Name = "Abrir la página de pago" }))
            .ToHaveAttributeAsync("href", $"{view.PayUrl}?lang=es");
    }

    [Fact]
    public async Task It_is_read_out_and_used_by_everybody_whatever_the_styles_of_the_page()
    {
        await using var host = await HostPage.Open(chromium, GatewayAddress);
        var view = await gateway.Opened("CC-bar-axe");
        await host.Receive(view.PayUrl);
        await host.Follows("Waiting for payment");

        await host.Visit.LooksGood("messenger");

        Assert.Equal("fixed none", await host.Bar.EvaluateAsync<string>(
            "bar => `${getComputedStyle(bar.getRootNode().host).position} ${getComputedStyle(bar).textTransform}`"));
        await Assertions.Expect(host.Bar.GetByRole(AriaRole.Status)).ToContainTextAsync("Waiting for payment");
        await Assertions.Expect(host.Bar.GetByRole(AriaRole.Status)).ToContainTextAsync("payment of 100 dollars");
        await Assertions.Expect(host.Bar).ToHaveAccessibleNameAsync("Payment");
        host.Visit.WentWell(host.Address, gateway.Address);
    }
}
