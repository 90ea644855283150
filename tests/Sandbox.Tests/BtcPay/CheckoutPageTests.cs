using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoPay.Sandbox.Tests.Hosting;

namespace CryptoPay.Sandbox.Tests.BtcPay;

public sealed class CheckoutPageTests
{
    [Fact]
    public async Task The_link_of_an_invoice_leads_to_its_page()
    {
        await using var sandbox = await SandboxHost.Start();
        var invoice = await sandbox.Read(await sandbox.Create("order-1"));

        var answer = await sandbox.Http.GetAsync(
            invoice.GetProperty("checkoutLink").GetString(), TestContext.Current.CancellationToken);

        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith(
            sandbox.Http.BaseAddress + "sandbox/btcpay/i/", invoice.GetProperty("checkoutLink").GetString());
        Assert.Contains("10.00 USD", page);
        Assert.Contains("0.1 LTC due", page);
        Assert.Contains("<img class=\"qr\" src=\"data:image/png;base64,", page);
        Assert.Contains("datetime=\"2026-11-23T12:15:00.0000000+00:00\"", page);
        Assert.Matches("href=\"litecoin:rltc1q[a-z0-9]{38}[?]amount=0.1\"", page);
    }

    [Fact]
    public async Task Nothing_comes_from_outside_and_nothing_is_run_that_the_policy_does_not_name()
    {
        await using var sandbox = await SandboxHost.Start();
        var (page, policy) = await Page(sandbox, await sandbox.Create("order-1"));

        Assert.StartsWith("default-src 'none';", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotMatch("(src|href|action)=\"(https?:)?//", page);
        Assert.DoesNotMatch("style=| on[a-z]+=", page);
        Assert.Equal(3, Regex.Count(policy, "'sha256-[^']+'"));
    }

    [Fact]
    public async Task What_the_merchant_sent_is_shown_as_text()
    {
        await using var sandbox = await SandboxHost.Start();
        var answer = await sandbox.Send(HttpMethod.Post, SandboxHost.Invoices,
            """
            {"amount":"1","currency":"USD","metadata":{"orderId":"<img src=x onerror=alert(1)>"},
             "checkout":{"redirectURL":"javascript:alert(1)"}}
            """);
        var created = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var invoiceId = created.GetProperty("id").GetString()!;
        await sandbox.Send(HttpMethod.Post, $"/sandbox/btcpay/i/{invoiceId}/pay-in-full");

        var (page, _) = await Page(sandbox, invoiceId);
        var index = await sandbox.Http.GetStringAsync("/sandbox", TestContext.Current.CancellationToken);

        Assert.Contains("&lt;img src=x", page);
        Assert.DoesNotContain("<img src", page + index);
        Assert.DoesNotContain("javascript:", page);
    }

    [Theory]
    [InlineData("Processing None", "pay-in-full")]
    [InlineData("New PaidPartial", "pay-half")]
    [InlineData("Processing PaidOver", "pay-too-much")]
    [InlineData("Settled None", "pay-in-full", "confirm")]
    [InlineData("New None", "pay-in-full", "double-spend")]
    [InlineData("Expired None", "expire")]
    public async Task The_buttons_do_what_they_say(string expected, params string[] buttons)
    {
        await using var sandbox = await SandboxHost.Start();
        var invoiceId = await sandbox.Create("order-1");
        foreach (var button in buttons)
        {
            Assert.Contains($"/{button}\"", (await Page(sandbox, invoiceId)).Page);
            var answer = await sandbox.Http.PostAsync(
                $"/sandbox/btcpay/i/{invoiceId}/{button}", null, TestContext.Current.CancellationToken);
            Assert.Equal($"/sandbox/btcpay/i/{invoiceId}", answer.RequestMessage!.RequestUri!.AbsolutePath);
        }

        var status = await sandbox.Http.GetFromJsonAsync<JsonElement>(
            $"/sandbox/btcpay/i/{invoiceId}/status", TestContext.Current.CancellationToken);
        Assert.Equal(expected, $"{status.GetProperty("status")} {status.GetProperty("additionalStatus")}");
    }

    [Fact]
    public async Task The_status_tells_the_page_when_to_load_again()
    {
        await using var sandbox = await SandboxHost.Start();
        var invoiceId = await sandbox.Create("order-1");
        var before = await Version();

        Assert.Contains($"data-version=\"{before}\"", (await Page(sandbox, invoiceId)).Page);
        Assert.Equal(before, await Version());
        await sandbox.Control("order-1", "pay");
        Assert.NotEqual(before, await Version());

        async Task<string> Version()
        {
            var status = await sandbox.Http.GetFromJsonAsync<JsonElement>(
                $"/sandbox/btcpay/i/{invoiceId}/status", TestContext.Current.CancellationToken);
            return status.GetProperty("version").GetString()!;
        }
    }

    [Theory]
    [InlineData("GET", "/sandbox/btcpay/i/nosuch")]
    [InlineData("GET", "/sandbox/btcpay/i/nosuch/status")]
    [InlineData("POST", "/sandbox/btcpay/i/nosuch/confirm")]
    public async Task An_unknown_invoice_is_not_found(string method, string path)
    {
        await using var sandbox = await SandboxHost.Start();

        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.Send(HttpMethod.Parse(method), path)).StatusCode);
    }

    [Fact]
    public async Task The_index_links_the_newest_50_invoices()
    {
        await using var sandbox = await SandboxHost.Start();
        for (var i = 1; i <= 51; i++)
        {
            await sandbox.Create($"order-{i:00}");
        }

        var index = await sandbox.Http.GetStringAsync("/sandbox", TestContext.Current.CancellationToken);

        Assert.Contains(">order-51</a>", index);
        Assert.Contains(">order-02</a>", index);
        Assert.DoesNotContain(">order-01</a>", index);
    }

    private static async Task<(string Page, string Policy)> Page(SandboxHost sandbox, string invoiceId)
    {
        var answer = await sandbox.Send(HttpMethod.Get, $"/sandbox/btcpay/i/{invoiceId}");
        return (
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            answer.Headers.GetValues("Content-Security-Policy").Single());
    }
}
