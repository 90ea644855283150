// Reads payments as the data action "CryptoPay Get Payment" does, at a fixed rate, and says how long the answers took.
//
//   dotnet run -c Release bench/status-reads.cs -- [--url http://localhost:5080] [--key dev-only-key] [--rate 400]
//       [--seconds 30] [--orders 200] [--pid <the gateway's process>]
//
// In the same run the same number of calls goes to /health/live, which asks nobody: the yardstick. A time counts from
// when the call was to be sent, so that an answer that holds up others counts for all of them. With --pid it also says
// how much of a core the gateway used for them (Linux), less what it uses when nobody calls: it goes on reading the
// payments at the processor. A key may make 100 calls a second in the long run, so start the gateway with
// --Limits:CallBurst=1000000 --Limits:AddressCallBurst=1000000.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

var options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : "");
string Option(string name, string otherwise) => options.GetValueOrDefault($"--{name}", otherwise);
int Number(string name, int otherwise) =>
    int.Parse(Option(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
if (options.Keys.Except(["--url", "--key", "--rate", "--seconds", "--orders", "--pid"]).Any())
{
    Console.Error.WriteLine("usage: status-reads [--url U] [--key K] [--rate N] [--seconds N] [--orders N] [--pid N]");
    return 2;
}

var (rate, seconds, orders, pid) =
    (Number("rate", 400), Number("seconds", 30), Number("orders", 200), Number("pid", 0));
var run = $"bench-{Environment.ProcessId}-{Stopwatch.GetTimestamp()}";
using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false })
{
    BaseAddress = new Uri(Option("url", "http://localhost:5080")),
};
// The data action's headers.
http.DefaultRequestHeaders.Add("X-Api-Key", Option("key", "dev-only-key"));
http.DefaultRequestHeaders.Add("X-CryptoPay-Errors", "inline");
http.DefaultRequestHeaders.Add("Accept-Language", "*");
http.DefaultRequestHeaders.Add("Accept", "application/json");

Console.WriteLine($"Making {orders} payments...");
for (var i = 0; i < orders;)
{
    var body = $$"""{"orderId":"{{run}}-{{i}}","amount":"10.00","currency":{"isoCode":"USD","cryptoCode":"BTC"} }""";
    using var content = new StringContent(body, Encoding.UTF8, "application/json");
    using var made = await http.PostAsync("/v1/payment-intents", content);
    if (made.IsSuccessStatusCode) i++;
    else if (made.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        await Task.Delay(500);
    else throw new HttpRequestException($"{(int)made.StatusCode}: {await made.Content.ReadAsStringAsync()}");
}

var quietCpu = 0.0;
await Send("warming up", 5, i => $"/v1/payment-intents/{run}-{i % orders}");
quietCpu = await Quiet(20);
var yardstick = await Send("yardstick", seconds, _ => "/health/live");
var reads = await Send("status reads", seconds, i => $"/v1/payment-intents/{run}-{i % orders}");
Console.WriteLine($"p99 of a status read is {reads.P99 / yardstick.P99:0.0} times the yardstick's.");
if (pid > 0)
{
    Console.WriteLine(
        $"Without calls the gateway used {quietCpu / 1000:P1} of a core; for each read {reads.CpuMs:0.00} ms more.");
    Console.WriteLine($"2,400 reads a minute are {reads.CpuMs * 2400 / 60_000:P1} of a core.");
}

return reads.FailedCount == 0 ? 0 : 1;

// Milliseconds of a core that the gateway uses in a second.
async Task<double> Quiet(int forSeconds)
{
    var before = CpuMs();
    await Task.Delay(TimeSpan.FromSeconds(forSeconds));
    return (CpuMs() - before) / forSeconds;
}

async Task<(double P99, double CpuMs, int FailedCount)> Send(string what, int forSeconds, Func<int, string> path)
{
    var count = rate * forSeconds;
    var took = new double[count];
    var failedCount = 0;
    var calls = new Task[count];
    var cpuBefore = CpuMs();
    var start = Stopwatch.GetTimestamp();
    for (var i = 0; i < count; i++)
    {
        var due = TimeSpan.FromSeconds((double)i / rate);
        while (Stopwatch.GetElapsedTime(start) is var now && now < due)
            await Task.Delay(due - now < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : due - now);
        calls[i] = One(i, due);
    }

    await Task.WhenAll(calls);
    var cpu = (CpuMs() - cpuBefore - (quietCpu * Stopwatch.GetElapsedTime(start).TotalSeconds)) / count;
    Array.Sort(took);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-13} {count} calls at {rate}/s: p50 {At(0.5):0.0} ms, p99 {At(0.99):0.0} ms, max {took[^1]:0.0} ms, "
        + $"{failedCount} failed"));
    return (At(0.99), cpu, failedCount);

    double At(double part) => took[(int)(part * (count - 1))];

    async Task One(int i, TimeSpan due)
    {
        try
        {
            using var answer = await http.GetAsync(path(i));
            await answer.Content.ReadAsByteArrayAsync();
            if (!answer.IsSuccessStatusCode) Interlocked.Increment(ref failedCount);
        }
        catch (HttpRequestException)
        {
            Interlocked.Increment(ref failedCount);
        }

        took[i] = (Stopwatch.GetElapsedTime(start) - due).TotalMilliseconds;
    }
}

// User and system time, in hundredths of a second on Linux.
double CpuMs()
{
    if (pid == 0) return 0;
    var fields = File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    return fields[11..13].Sum(field => double.Parse(field, CultureInfo.InvariantCulture)) * 10;
}
