using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace CryptoPay.Gateway.Tests.OrderPages;

/// <summary>A page as somebody has it open, and all that it has asked for and complained of.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private static readonly (int Width, int Height, string Name)[] Screens = [(360, 740, "phone"), (1280, 800, "desktop")];

    private readonly IBrowserContext context;
    private readonly string axe;
    private readonly ConcurrentQueue<string> troubles = new();
    private readonly ConcurrentQueue<string> asked = new();

    private Visit(IBrowserContext context, IPage page, string axe)
    {
        (this.context, Page, this.axe) = (context, page, axe);
        page.SetDefaultTimeout((float)Payments.Patience.TotalMilliseconds);
        page.PageError += (_, error) => troubles.Enqueue(error);
        page.Console += (_, message) =>
        {
            // A 503 of a busy machine is no trouble: the page asks again.
            if (message.Type == "error" && !IsExpected && !message.Text.Contains("503")) troubles.Enqueue(message.Text);
        };
        page.Dialog += (_, dialog) => troubles.Enqueue($"dialog: {dialog.Message}");
        page.Request += (_, request) => asked.Enqueue(request.Url);
    }

    public IPage Page { get; }

    /// <summary>What it says of failed connections is what the test makes.</summary>
    public bool IsExpected { get; set; }

    public IEnumerable<string> Asked => asked;

    /// <summary>Where there is no browser, the test is skipped.</summary>
    /// <param name="locale">Of the reader's browser.</param>
    public static async Task<Visit> Open(
        Chromium chromium, string url, string locale = "en-US", bool hasScript = true)
    {
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.Missing);
        Assertions.SetDefaultExpectTimeout((float)Payments.Patience.TotalMilliseconds);
        var context = await chromium.Reader(new()
        {
            Locale = locale,
            JavaScriptEnabled = hasScript,
            ViewportSize = new() { Width = Screens[0].Width, Height = Screens[0].Height },
            DeviceScaleFactor = 2,
        });
        var visit = new Visit(context, await context.NewPageAsync(), chromium.Axe);
        await visit.Page.GotoAsync(url);
        return visit;
    }

    public ILocator Chip => Page.Locator("[data-chip]");

    public Task Shows(string chip) => Assertions.Expect(Chip).ToHaveTextAsync(chip);

    /// <summary>
    /// On a phone and on a desktop, by day and by night: nothing is cut off, axe finds nothing. Where
    /// CRYPTOPAY_SCREENSHOTS names a folder, the pictures are kept there.
    /// </summary>
    public async Task LooksGood(string name)
    {
        foreach (var (width, height, screen) in Screens)
        {
            await Page.SetViewportSizeAsync(width, height);
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                Assert.Empty(await Stumbles());
                if (Environment.GetEnvironmentVariable("CRYPTOPAY_SCREENSHOTS") is { Length: > 0 } folder)
                {
                    await File.WriteAllBytesAsync(
                        Path.Combine(folder, $"{name}-{screen}-{scheme.ToString().ToLowerInvariant()}.png"),
                        await Picture(Page.Locator("html")));
                }
            }
        }

        await Page.SetViewportSizeAsync(Screens[0].Width, Screens[0].Height);
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    /// <summary>Asked for again, as a Chromium that has much to do forgets one now and then.</summary>
    public static async Task<byte[]> Picture(ILocator of)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await of.ScreenshotAsync(new() { Timeout = 60_000 });
            }
            catch (TimeoutException) when (tries < 5)
            {
                // The next one is taken at once.
            }
        }
    }

    /// <summary>Whether it went without a complaint, a dialog, or a word to another host.</summary>
    public void WentWell(params Uri[] hosts)
    {
        Assert.Equal([], troubles);
        Assert.All(asked.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)),
            url => Assert.Contains(new Uri(url).Authority, hosts.Select(host => host.Authority)));
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private async Task<string[]> Stumbles()
    {
        while (true)
        {
            try
            {
                return await StumblesNow();
            }
            catch (PlaywrightException gone) when (
                gone.Message.Contains("navigation", StringComparison.Ordinal)
                || gone.Message.Contains("axe is not defined", StringComparison.Ordinal))
            {
                // The sandbox's pages load themselves again when something has changed.
            }
        }
    }

    private async Task<string[]> StumblesNow()
    {
        // At one go, so that it is one page that is looked at.
        var found = await Page.EvaluateAsync<JsonElement>($$"""
            async () => {
              if (!window.axe) { {{axe}} }
              const found = (await axe.run()).violations.map(one => `${one.id}: ${one.nodes[0].html}`);
              const sideways = document.documentElement.scrollWidth - innerWidth;
              return sideways > 0 ? [...found, `cut off: ${sideways} px`] : found;
            }
            """);
        return [.. found.EnumerateArray().Select(one => one.GetString()!)];
    }
}
