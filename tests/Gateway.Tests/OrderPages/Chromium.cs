using CryptoPay.Node;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(CryptoPay.Gateway.Tests.OrderPages.Chromium))]

namespace CryptoPay.Gateway.Tests.OrderPages;

/// <summary>A browser that people have: Debian's Chromium, without a window.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string Missing = "chromium, node or npm is not installed (Debian: chromium, nodejs, npm)";

    private const string Program = "/usr/bin/chromium";

    private readonly SemaphoreSlim starting = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    public static bool IsInstalled { get; } = File.Exists(Program) && NodeFolder.IsInstalled;

    /// <summary>The text of axe-core, which finds what is hard to use by ear or keyboard.</summary>
    public string Axe { get; private set; } = "";

    /// <summary>A reader of their own: no cookie, no history of another.</summary>
    public async Task<IBrowserContext> Reader(BrowserNewContextOptions? options = null)
    {
        await Start();
        return await browser!.NewContextAsync(options ?? new());
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        starting.Dispose();
    }

    /// <summary>Once, and not where no test needs it.</summary>
    private async Task Start()
    {
        await starting.WaitAsync();
        try
        {
            if (browser is not null) return;
            using (var folder = await NodeFolder.Install(Path.Combine(AppContext.BaseDirectory, "OrderPages", "Axe")))
            {
                Axe = await File.ReadAllTextAsync(
                    Path.Combine(folder.Path, "node_modules", "axe-core", "axe.min.js"));
            }

            playwright = await Playwright.CreateAsync();
            browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Program,
                Args = ["--no-sandbox", "--disable-gpu"],
                Timeout = (float)Payments.Patience.TotalMilliseconds,
            });
        }
        finally
        {
            starting.Release();
        }
    }
}
