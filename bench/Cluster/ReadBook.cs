using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace CryptoPay.Cluster;

/// <summary>
/// Stands before the sandbox and writes down when which copy of one order is read. The copies' invoices, which nobody
/// made, it answers with the original's, under the copy's names.
/// </summary>
internal sealed partial class ReadBook : IAsyncDisposable
{
    public const string Original = "waiting";

    private readonly HttpListener listener = new();
    private readonly HttpClient sandbox = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly Uri target;
    private readonly ConcurrentDictionary<string, string> originals = [];
    private readonly Task serving;

    public ReadBook(Uri target)
    {
        this.target = target;
        Address = new($"http://localhost:{Ports.Free()}/");
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        serving = Serve();
    }

    public Uri Address { get; }

    /// <summary>As the processor calls the original's; known before any copy is read.</summary>
    public string InvoiceId { get; set; } = "";

    public ConcurrentQueue<(int Copy, DateTimeOffset At)> Reads { get; } = [];

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
        listener.Close();
        sandbox.Dispose();
    }

    private async Task Serve()
    {
        while (true)
        {
            try
            {
                _ = Answer(await listener.GetContextAsync());
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Answer(HttpListenerContext http)
    {
        try
        {
            if (CopyIn().Match(http.Request.RawUrl!) is { Success: true } copy)
            {
                await AnswerCopy(http, int.Parse(copy.Groups[1].Value, CultureInfo.InvariantCulture));
                return;
            }

            using var request = new HttpRequestMessage(
                new HttpMethod(http.Request.HttpMethod), new Uri(target, http.Request.RawUrl));
            request.Headers.TryAddWithoutValidation("Authorization", http.Request.Headers["Authorization"]);
            if (http.Request.HasEntityBody)
            {
                request.Content = new StreamContent(http.Request.InputStream);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", http.Request.ContentType);
            }

            using var answer = await sandbox.SendAsync(request);
            await Write(http, (int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
        }
        catch (Exception failed) when (failed is HttpRequestException or HttpListenerException or IOException
            or TaskCanceledException or ObjectDisposedException)
        {
            http.Response.Abort();
        }
    }

    private async Task AnswerCopy(HttpListenerContext http, int copy)
    {
        var isRead = !http.Request.RawUrl!.Contains("orderId=", StringComparison.Ordinal);
        if (isRead) Reads.Enqueue((copy, DateTimeOffset.UtcNow));
        var path = CopyIn().Replace(http.Request.RawUrl, "");
        if (!originals.TryGetValue(path, out var original))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(target, path));
            request.Headers.TryAddWithoutValidation("Authorization", http.Request.Headers["Authorization"]);
            using var answer = await sandbox.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            original = originals[path] = await answer.Content.ReadAsStringAsync();
        }

        await Write(http, 200, Encoding.UTF8.GetBytes(original
            .Replace(InvoiceId, $"{InvoiceId}{NameOf(copy)}", StringComparison.Ordinal)
            .Replace($"\"{Original}\"", $"\"{Original}{NameOf(copy)}\"", StringComparison.Ordinal)));
    }

    /// <summary>What stands behind the original's names.</summary>
    public static string NameOf(int copy) => $"-copy{copy.ToString(CultureInfo.InvariantCulture)}";

    private static async Task Write(HttpListenerContext http, int status, byte[] body)
    {
        (http.Response.StatusCode, http.Response.ContentType) = (status, "application/json");
        http.Response.ContentLength64 = body.Length;
        await http.Response.OutputStream.WriteAsync(body);
        http.Response.Close();
    }

    [GeneratedRegex("-copy([0-9]+)")]
    private static partial Regex CopyIn();
}
