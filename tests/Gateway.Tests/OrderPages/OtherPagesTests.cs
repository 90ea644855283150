using CryptoPay.Gateway.Tests.Sinks;

namespace CryptoPay.Gateway.Tests.OrderPages;

/// <summary>All other pages of ours: the same look, and as easy to use by ear and keyboard.</summary>
public sealed class OtherPagesTests(SinkTests.Gateway gateway, Chromium chromium) : IClassFixture<SinkTests.Gateway>
{
    [Theory]
    [InlineData("/", "home")]
    [InlineData("/login", "login")]
    [InlineData("/sandbox", "sandbox")]
    [InlineData("/sandbox/genesys", "sandbox-genesys")]
    [InlineData("/sandbox/genesys/show/workitems/W-sandbox-work-item", "sandbox-work-item")]
    [InlineData("/pay/first/CC-none/wrong", "no-link")]
    public async Task A_page_looks_good(string path, string name)
    {
        await gateway.Opened($"CC-{name}", $", \"metadata\":{{\"workitemId\":\"W-{name}\"}}");
        await Payments.Until(
            async () => await (await gateway.Client.GetAsync(
                $"/sandbox/genesys/workitems/W-{name}", Requests.Cancellation)).Text(),
            shown => shown.Contains("Awaiting Payment"));

        await using var visit = await Visit.Open(chromium, $"{gateway.Address}{path[1..]}");

        await visit.LooksGood(name);
    }

    [Theory]
    [InlineData("sandbox")]
    [InlineData("sandbox-bitpay")]
    [InlineData("sandbox-commerce")]
    [InlineData("sandbox-signed")]
    public async Task A_processors_page_in_the_sandbox_looks_good(string account)
    {
        var view = await gateway.Opened($"CC-{account}", $", \"processor\":\"{account}\"");

        await using var visit = await Visit.Open(chromium, view.CheckoutUrl);

        await visit.LooksGood(account);
        visit.WentWell(gateway.Address);
    }
}
