// Holds the customer's pages of many payments open as browsers do, and says what that costs the gateway.
//
//   dotnet run -c Release bench/open-pages.cs -- --pid <the gateway's process> [--url http://localhost:5080]
//       [--key dev-only-key] [--pages 2000] [--seconds 60]
//
// First it waits as long with the same payments and no page open: the yardstick. The heap is what the last collection
// left (dotnet_gc_last_collection_heap_size_bytes of /metrics); what the process holds (Linux) is more, as garbage waits
// for the next one. At last each of 100 pages is told of a payment: how long that takes after the sandbox's answer.
// Start the gateway with --Limits:CallBurst=1000000 --Limits:AddressCallBurst=1000000 --Limits:CreateBurst=1000000
// --Limits:ConnectionsPerAddress=100000.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

var options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : "");
string Option(string name, string otherwise) => options.GetValueOrDefault($"--{name}", otherwise);
int Number(string name, int otherwise) =>
    int.Parse(Option(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
if (!options.ContainsKey("--pid") || options.Keys.Except(["--url", "--key", "--pages", "--seconds", "--pid"]).Any())
{
    Console.Error.WriteLine("usage: open-pages --pid N [--url U] [--key K] [--pages N] [--seconds N]");
    return 2;
}

var (pages, seconds, pid) = (Number("pages", 2000), Number("seconds", 60), Number("pid", 0));
var run = $"bench-{Environment.ProcessId}";
using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = int.MaxValue })
{
    BaseAddress = new Uri(Option("url", "http://localhost:5080")),
    Timeout = Timeout.InfiniteTimeSpan,
};
http.DefaultRequestHeaders.Add("X-Api-Key", Option("key", "dev-only-key"));

Console.WriteLine($"Making {pages} payments...");
var links = new List<string>();
while (links.Count < pages)
{
    var body = $$"""{"orderId":"{{run}}-{{links.Count}}","amount":"10.00","currency":{"isoCode":"USD","cryptoCode":"BTC"} }""";
    using var content = new StringContent(body, Encoding.UTF8, "application/json");
    using var made = await http.PostAsync("/v1/payment-intents", content);
    if (made.IsSuccessStatusCode)
        links.Add(JsonDocument.Parse(await made.Content.ReadAsStringAsync()).RootElement.GetProperty("payUrl").GetString()!);
    else if (made.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) await Task.Delay(500);
    else throw new HttpRequestException($"{(int)made.StatusCode}: {await made.Content.ReadAsStringAsync()}");
}

Console.WriteLine("Waiting until the short polls of all are over...");
await Task.Delay(TimeSpan.FromMinutes(4));
var without = await Cost("without pages");

var news = new int[pages];
var told = new long[pages];
using var closing = new CancellationTokenSource();
var open = new List<Task>();
for (var i = 0; i < pages; i++)
{
    open.Add(Follow(i));
    if (i % 100 == 99) await Until(() => news[..(i + 1)].All(count => count > 0));
}

var with = await Cost("with pages");
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{pages} open pages: {(with.Heap - without.Heap) / 1e6:0.0} MB of heap, "
    + $"{(with.Memory - without.Memory) / 1e6:0.0} MB of the process, {with.Cpu - without.Cpu:P1} of a core."));

var took = new List<double>();
for (var i = 0; i < Math.Min(100, pages); i++)
{
    var before = news[i];
    using var none = new StringContent("{}", Encoding.UTF8, "application/json");
    using var paid = await http.PostAsync($"/sandbox/orders/{run}-{i}/pay", none);
    paid.EnsureSuccessStatusCode();
    var at = Stopwatch.GetTimestamp();
    await Until(() => news[i] > before);
    took.Add(Math.Max(0, Stopwatch.GetElapsedTime(at, told[i]).TotalMilliseconds));
}

took.Sort();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"From a payment to its page: p50 {took[took.Count / 2]:0} ms, max {took[^1]:0} ms."));
await closing.CancelAsync();
await Task.WhenAll(open);
return 0;

async Task Follow(int i)
{
    try
    {
        using var answer = await http.GetAsync(
            $"{links[i]}/live", HttpCompletionOption.ResponseHeadersRead, closing.Token);
        answer.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(closing.Token));
        while (await lines.ReadLineAsync(closing.Token) is { } line)
        {
            if (line != "event: news") continue;
            told[i] = Stopwatch.GetTimestamp();
            news[i]++;
        }
    }
    catch (OperationCanceledException)
    {
        // It is over.
    }
}

async Task<(double Heap, double Memory, double Cpu)> Cost(string what)
{
    var cpu = CpuMs();
    await Task.Delay(TimeSpan.FromSeconds(seconds));
    var cost = (await Heap(), Memory(), (CpuMs() - cpu) / 1000 / seconds);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}: {cost.Item1 / 1e6:0.0} MB of heap, {cost.Item2 / 1e6:0.0} MB of the process, {cost.Item3:P1} of a core"));
    return cost;
}

async Task<double> Heap() => Regex.Matches(
        await http.GetStringAsync("/metrics"), @"^dotnet_gc_last_collection_heap_size_bytes\{[^}]*\} (\d+)",
        RegexOptions.Multiline)
    .Sum(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

static async Task Until(Func<bool> holds)
{
    while (!holds()) await Task.Delay(1);
}

double Memory() => double.Parse(
    Regex.Match(File.ReadAllText($"/proc/{pid}/status"), @"VmRSS:\s+(\d+) kB").Groups[1].Value,
    CultureInfo.InvariantCulture) * 1024;

// User and system time, in hundredths of a second on Linux.
double CpuMs()
{
    var fields = File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    return fields[11..13].Sum(field => double.Parse(field, CultureInfo.InvariantCulture)) * 10;
}
