using CryptoPay.Sandbox.Tests.Hosting;

namespace CryptoPay.Sandbox.Tests;

public sealed class RestartTests
{
    [Fact]
    public async Task All_of_an_invoice_survives_a_restart()
    {
        var first = await SandboxHost.Start();
        var invoiceId = await first.Create("order-1");
        await first.Control("order-1", "pay?amount=4.00");
        var path = $"{SandboxHost.Invoices}/{invoiceId}?includePaymentMethods=true";
        var before = await Text(first, path);

        await using var second = await first.Restart();

        // The host's port is new, so the link to the page is too.
        Assert.Equal(WithoutHost(before), WithoutHost(await Text(second, path)));
        await second.Control("order-1", "pay");
        await second.Control("order-1", "confirm");
        Assert.Equal("Settled", (await second.Read(invoiceId)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Refused_webhooks_stay_refused_after_a_restart()
    {
        await using var receiver = await WebhookReceiver.Start();
        var first = await SandboxHost.Start();
        await first.Create("order-1");
        await first.Control("order-1", "refuse-webhooks");

        await using var second = await first.Restart(receiver.Url);
        await second.Control("order-1", "pay");
        await second.Create("marker");

        Assert.Empty(await receiver.UpTo("marker"));
    }

    [Fact]
    public async Task An_invoice_whose_time_ran_out_meanwhile_expires_after_the_restart()
    {
        var first = await SandboxHost.Start();
        var invoiceId = await first.Create("order-1");
        var clock = first.Clock;

        await using var second = await first.Restart();
        clock.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal("Expired", (await second.Read(invoiceId)).GetProperty("status").GetString());
    }

    private static async Task<string> Text(SandboxHost sandbox, string path)
    {
        var answer = await sandbox.Send(HttpMethod.Get, path);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static string WithoutHost(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, "127[.]0[.]0[.]1:[0-9]+", "HOST");
}
