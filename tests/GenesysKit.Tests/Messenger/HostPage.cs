using System.Text.Json;
using CryptoPay.Gateway.Tests.OrderPages;
using CryptoPay.Loopback;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace CryptoPay.GenesysKit.Tests.Messenger;

/// <summary>
/// A company's page with Messenger and our bar, as somebody has it open. Its policy allows no more than the guide asks
/// for, and its styles would spoil whatever they reach.
/// </summary>
internal sealed class HostPage : IAsyncDisposable
{
    /// <summary>Of a conversation that goes on, and of one that a reader comes back to.</summary>
    public const string Received = "MessagingService.messagesReceived";
    public const string Restored = "MessagingService.restored";

    // Genesys' own script comes from its cloud alone, which no test reaches: this plays what it documents of subscribe.
    // It also keeps what was asked for.
    private const string Genesys =
        """
        const subscribers = [], opened = [];
        function Genesys(command, event, callback) {
          if (command === 'subscribe') subscribers.push({ event, callback });
        }
        function say(event, messages) {
          for (const one of subscribers) if (one.event === event) one.callback({ data: { messages } });
        }
        window.EventSource = class extends EventSource {
          constructor(url) { super(url); opened.push(this); }
        };
        """;

    private const string Style =
        "body { text-transform: uppercase; } a, button, p, b, span, time { color: #ddd; font-size: 5px; }";

    private readonly WebApplication app;

    private HostPage(WebApplication app, Visit visit) => (this.app, Visit) = (app, visit);

    public Visit Visit { get; }

    public IPage Page => Visit.Page;

    public Uri Address => new(app.Urls.Single());

    public ILocator Bar => Page.GetByRole(AriaRole.Region);

    /// <param name="gateway">What the snippet is told.</param>
    public static async Task<HostPage> Open(Chromium chromium, string gateway, string language = "en")
    {
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.Missing);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{Ports.Free()}");
        app.MapGet("/", (HttpResponse response) =>
        {
            response.Headers.ContentSecurityPolicy =
                $"default-src 'none'; script-src 'self'; style-src 'self'; connect-src {gateway}";
            return Results.Content(Html(gateway, language), "text/html; charset=utf-8");
        });
        app.MapGet("/host.css", () => Results.Content(Style, "text/css"));
        app.MapGet("/genesys.js", () => Results.Content(Genesys, "text/javascript"));
        app.MapGet("/cryptopay-messenger.js", () => Results.File(
            Path.Combine(Kit.Folder, "messenger", "cryptopay-messenger.js"), "text/javascript; charset=utf-8"));
        await app.StartAsync();
        return new HostPage(app, await Visit.Open(chromium, app.Urls.Single()));
    }

    /// <summary>As Messenger tells of messages.</summary>
    public Task Say(string happened, params object[] messages) => Page.EvaluateAsync(
        "([happened, messages]) => say(happened, JSON.parse(messages))",
        new[] { happened, JsonSerializer.Serialize(messages) });

    public Task Receive(string text, string direction = "Outbound") =>
        Say(Received, new { type = "Text", direction, text });

    /// <summary>Where news were asked for, since the page was loaded.</summary>
    public Task<string[]> Followed() => Page.EvaluateAsync<string[]>("() => opened.map(source => source.url)");

    public Task Follows(string chip) =>
        Assertions.Expect(Bar.GetByRole(AriaRole.Status).Locator("b")).ToHaveTextAsync(chip);

    public async ValueTask DisposeAsync()
    {
        await Visit.DisposeAsync();
        await app.DisposeAsync();
    }

    private static string Html(string gateway, string language) =>
        $"""
        <!doctype html>
        <html lang="{language}">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width">
          <title>A shop</title>
          <link rel="stylesheet" href="/host.css">
          <script src="/genesys.js"></script>
          <script src="/cryptopay-messenger.js" data-gateway="{gateway}"></script>
        </head>
        <body><main><h1>A shop</h1></main></body>
        </html>
        """;
}
