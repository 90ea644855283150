using System.Security.Cryptography;
using CryptoPay.Payments.Processors;
using CryptoPay.Sandbox.Coinbase;
using CryptoPay.Sandbox.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Sandbox.Tests.Orders;

/// <summary>The real adapters list what the dialects have, page by page.</summary>
public sealed class ListingTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private SandboxHost sandbox = null!;

    public async ValueTask InitializeAsync() => sandbox = await SandboxHost.Start(configure: services =>
        services.Configure<CoinbaseOptions>(options => options.PublicKey = key.ExportSubjectPublicKeyInfoPem()));

    public async ValueTask DisposeAsync()
    {
        await sandbox.DisposeAsync();
        key.Dispose();
    }

    [Theory]
    [InlineData("BtcPay", "LTC", 103)]
    [InlineData("BitPay", "BTC", 45)]
    [InlineData("Coinbase", "USDC", 103)]
    [InlineData("CoinbaseCommerce", "BTC", 103)]
    public async Task All_pages_have_each_invoice_of_the_window_as_a_read_shows_it(string kind, string coin, int made)
    {
        using var adapter = new RealAdapter(SettingsOf(kind), sandbox.Clock);
        sandbox.Clock.Advance(TimeSpan.FromMilliseconds(700));
        var start = sandbox.Clock.GetUtcNow();
        for (var number = 0; number < made; number++)
        {
            await adapter.Created(RealAdapter.Request($"order-{number}", coin));
            sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await sandbox.Control("order-5", "pay");
        await sandbox.Control("order-5", "confirm");
        await sandbox.Control("order-6", "expire");
        var whole = await adapter.List(new ListingWindow(start - Minute, start + Minute * 10));
        var minute = await adapter.List(new ListingWindow(start.AddSeconds(10), start.AddSeconds(30)));

        Assert.True(whole.Count > 1);
        var listed = whole.SelectMany(page => page.Invoices).ToDictionary(invoice => invoice.Order.OrderId);
        Assert.Equal(Enumerable.Range(0, made).Select(number => $"order-{number}").Order(), listed.Keys.Order());
        foreach (var order in new[] { "order-5", "order-6", "order-7" })
        {
            Assert.Equal(ListedInvoice.Of(await adapter.Read(listed[order].InvoiceId)), listed[order]);
        }

        Assert.Equal(InvoiceStatus.Settled, listed["order-5"].Status);
        Assert.Equal(InvoiceStatus.Expired, listed["order-6"].Status);
        Assert.Equal(20, minute.SelectMany(page => page.Invoices).Select(invoice => invoice.InvoiceId).Distinct().Count());
    }

    [Fact]
    public async Task Invoices_of_others_are_counted()
    {
        using var adapter = new RealAdapter(SettingsOf("BtcPay"), sandbox.Clock);
        await adapter.Created(RealAdapter.Request("order-1", "LTC"));
        await sandbox.Create("theirs");
        await sandbox.Control("order-1", "strangers");

        var pages = await adapter.List(
            new ListingWindow(sandbox.Clock.GetUtcNow() - Minute, sandbox.Clock.GetUtcNow() + Minute));

        Assert.Equal("order-1", Assert.Single(pages.SelectMany(page => page.Invoices)).Order.OrderId);
        Assert.Equal(2, pages.Sum(page => page.StrangerCount));
    }

    private Dictionary<string, string?> SettingsOf(string kind) => new()
    {
        ["Kind"] = kind,
        ["BaseUrl"] = sandbox.Http.BaseAddress + kind switch
        {
            "CoinbaseCommerce" => "sandbox/commerce",
            _ => $"sandbox/{kind.ToLowerInvariant()}",
        },
        ["ApiKey"] = kind is "BtcPay" ? SandboxHost.ApiKey : "sandbox-api-key",
        ["StoreId"] = SandboxHost.StoreId,
        ["WebhookSecret"] = SandboxHost.WebhookSecret,
        ["ApiToken"] = "sandbox-api-token",
        ["MerchantToken"] = "sandbox-merchant-token",
        ["MerchantKey"] = "8d5ec57ba9ada298a9c51d997a12345a7cf45ad2244d4fa067cf7a44201328fe",
        ["KeyId"] = "sandbox-key-id",
        ["PrivateKey"] = key.ExportECPrivateKeyPem(),
    };
}
