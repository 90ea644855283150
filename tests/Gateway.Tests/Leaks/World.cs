using System.Text;
using CryptoPay.Loopback;
using CryptoPay.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>
/// All that the house calls: a processor and Genesys Cloud, as the sandbox plays them, a merchant's hook, an operator's
/// and a collector of traces and metrics. Keeps what it is told, and says what a test wants in place of the processor.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    public const string HookPath = "/hook/";
    public const string AlertPath = "/alerts/";
    public const string CollectorPath = "/collector";

    private const string Processor = "/sandbox/btcpay/api";
    private const string Genesys = "/sandbox/genesys/api";
    private const string GenesysToken = "/sandbox/genesys/oauth";

    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-world-").FullName;
    private readonly Evidence evidence;
    private readonly WebApplication app;

    /// <param name="settings">Of the sandbox.</param>
    public World(Evidence evidence, IEnumerable<string> settings)
    {
        this.evidence = evidence;
        var builder = WebApplication.CreateBuilder([
            "--environment=Test", $"--urls={Address}",
            $"--Sandbox:ConnectionString=Data Source={Path.Combine(folder, "sandbox.db")}", .. settings]);
        builder.Logging.ClearProviders();
        builder.Services.AddSandbox(builder.Configuration);
        HttpHandlers.EndWithTheirHost(builder.Services);
        app = builder.Build();
        app.Use(Keep);
        app.MapSandbox();
        app.MapPost(HookPath + "{**rest}", () => HookSays == ""
            ? Results.NoContent()
            : Results.Text(HookSays, "text/html", statusCode: StatusCodes.Status500InternalServerError));
        app.MapPost(AlertPath + "{**rest}", () => Results.NoContent());
        app.MapPost(CollectorPath + "/{**rest}", () => Results.Ok());
        Client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null })
        {
            BaseAddress = new Uri(Address),
        };
    }

    public string Address { get; } = $"http://127.0.0.1:{Ports.Free()}";

    public IServiceProvider Services => app.Services;

    /// <summary>Of the sandbox's controls.</summary>
    public HttpClient Client { get; }

    /// <summary>What the processor says, from what it would have said.</summary>
    public Func<string, string> Says { get; set; } = body => body;

    /// <summary>The nonsense that a call is answered with, from its address and its body.</summary>
    public Func<string, Flavor?> Spoils { get; set; } = _ => null;

    /// <summary>What the merchant's hook refuses with; "" where it takes all.</summary>
    public string HookSays { get; set; } = "";

    /// <summary>The newest token that Genesys Cloud was called with.</summary>
    public string GenesysBearer { get; private set; } = "";

    /// <summary>Where the processor's webhooks go.</summary>
    public void Hears(Uri gateway) => app.Configuration["Sandbox:BtcPay:WebhookUrl"] =
        $"{gateway.GetLeftPart(UriPartial.Authority)}/webhooks/{House.Account}";

    public Task Start() => app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Keep(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        request.EnableBuffering();
        using var reader = new StreamReader(request.Body, Encoding.UTF8, leaveOpen: true);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        request.Body.Position = 0;
        var place = PlaceOf(request.Path.Value!, body);
        if (place is not null)
        {
            var headers = request.Headers.Select(header => $"{header.Key}: {header.Value}");
            evidence.Add(place, $"{request.Method} {request.Path}{request.QueryString}\n"
                + $"{string.Join('\n', headers)}\n\n{body}");
        }

        if (place == Places.Cases) GenesysBearer = request.Headers.Authorization.ToString().Split(' ')[^1];
        if (place is null or Places.Notified or Places.Alerted or Places.Exported)
        {
            await next(http);
            return;
        }

        var flavor = Spoils($"{request.Path}{request.QueryString} {body}");
        if (flavor?.Replaces is { } instead) await instead(http.Response);
        else await Reword(http, next, flavor?.Rewords ?? Says);
    }

    private static async Task Reword(HttpContext http, RequestDelegate next, Func<string, string> rewords)
    {
        var own = http.Response.Body;
        using var said = new MemoryStream();
        http.Response.Body = said;
        await next(http);
        http.Response.Body = own;
        var bytes = Encoding.UTF8.GetBytes(rewords(Encoding.UTF8.GetString(said.ToArray())));
        if (bytes.Length == 0) return;
        http.Response.ContentLength = bytes.Length;
        await own.WriteAsync(bytes, http.RequestAborted);
    }

    private static string? PlaceOf(string path, string body) => path switch
    {
        _ when path.StartsWith(Processor, StringComparison.Ordinal) => Places.Asked,
        _ when path.StartsWith(GenesysToken, StringComparison.Ordinal) => Places.CaseToken,
        _ when path.StartsWith(Genesys, StringComparison.Ordinal) =>
            body.Contains("pull-payments", StringComparison.Ordinal) ? Places.ClaimLink : Places.Cases,
        _ when path.StartsWith(HookPath, StringComparison.Ordinal) => Places.Notified,
        _ when path.StartsWith(AlertPath, StringComparison.Ordinal) => Places.Alerted,
        _ when path.StartsWith(CollectorPath, StringComparison.Ordinal) => Places.Exported,
        _ => null,
    };
}
