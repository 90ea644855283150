// Reads payments as the data action "CryptoPay Get Payment" does, at a fixed rate, and says how long the answers took.
//
//   dotnet run -c Release bench/status-reads.cs -- [--url http://localhost:5080] [--key dev-only-key] [--rate 400]
//       [--seconds 30] [--orders 200] [--rounds 3] [--pid <the gateway's process>]
//
// In each round the same number of calls goes to /health/live, which asks nobody: the yardstick. A time counts from
// when the call was to be sent, so that an answer that holds up others counts for all of them. With --pid it also
// sends at 2,400 and at 14,400 reads a minute and says how much of a core the gateway used for them (Linux), less what
// it used just before when nobody called: it goes on reading the payments at the processor. A tenant of Genesys Cloud
// may make 2,500 calls in a minute; 14,400 are 2,400 conversations that ask each 10 s, which takes six tenants.
//
// What counts are the medians of the rounds. Exit code 1: p99 at --rate is over 20 ms, 2,400 reads a minute use over
// 10 % of a core, or calls failed. 2: called wrongly. Only an idle machine of two cores tells: the load stands beside.
// A key may make 100 calls a second in the long run, so start the gateway with --Limits:CallBurst=1000000
// --Limits:AddressCallBurst=1000000.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

var options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : "");
string Option(string name, string otherwise) => options.GetValueOrDefault($"--{name}", otherwise);
int Number(string name, int otherwise) =>
    int.Parse(Option(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
if (options.Keys.Except(["--url", "--key", "--rate", "--seconds", "--orders", "--rounds", "--pid"]).Any())
{
    Console.Error.WriteLine(
        "usage: status-reads [--url U] [--key K] [--rate N] [--seconds N] [--orders N] [--rounds N] [--pid N]");
    return 2;
}

const double MostP99Ms = 20;
const double MostOfACore = 0.1;
var (rate, seconds, orders, rounds, pid) =
    (Number("rate", 400), Number("seconds", 30), Number("orders", 200), Number("rounds", 3), Number("pid", 0));
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

string Read(int i) => $"/v1/payment-intents/{run}-{i % orders}";
var failedCount = 0;
List<double> p99s = [], ratios = [], atTenant = [], atSixTenants = [];
await Send("warming up", rate, 5, Read);
failedCount = 0;
for (var round = 1; round <= rounds; round++)
{
    Console.WriteLine($"Round {round} of {rounds}. Load of the machine: {Load()}");
    var yardstick = await Send("yardstick", rate, seconds, _ => "/health/live");
    var reads = await Send("status reads", rate, seconds, Read);
    p99s.Add(reads.P99);
    ratios.Add(reads.P99 / yardstick.P99);
    if (pid == 0) continue;
    atTenant.Add((await Send("2,400/min", 2_400 / 60, seconds, Read)).OfACore);
    atSixTenants.Add((await Send("14,400/min", 14_400 / 60, seconds, Read)).OfACore);
}

Console.WriteLine($"Medians of {rounds}. Load of the machine: {Load()}");
List<string> over = [];
Say($"p99 of a status read at {rate}/s: {Median(p99s):0.0} ms, {Median(ratios):0.0} times the yardstick's",
    Median(p99s) > MostP99Ms ? $"over the limit of {MostP99Ms:0} ms" : "");
if (pid > 0)
{
    Say($"2,400 reads a minute: {Median(atTenant):P1} of a core",
        Median(atTenant) > MostOfACore ? $"over the limit of {MostOfACore:P0}" : "");
    Console.WriteLine($"14,400 reads a minute: {Median(atSixTenants):P1} of a core.");
}

if (failedCount > 0) Say($"{failedCount} calls failed", "none may");
return over.Count == 0 ? 0 : 1;

void Say(string what, string fault)
{
    Console.WriteLine(fault == "" ? $"{what}." : $"{what}: {fault}.");
    if (fault != "") over.Add(fault);
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

static string Load() => File.Exists("/proc/loadavg")
    ? $"{string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3])} on {Environment.ProcessorCount} cores"
    : "not known here";

// Milliseconds of a core that the gateway uses in a second.
async Task<double> Quiet(int forSeconds)
{
    var before = CpuMs();
    await Task.Delay(TimeSpan.FromSeconds(forSeconds));
    return (CpuMs() - before) / forSeconds;
}

async Task<(double P99, double OfACore)> Send(string what, int perSecond, int forSeconds, Func<int, string> path)
{
    var count = perSecond * forSeconds;
    var took = new double[count];
    var calls = new Task[count];
    var failedBefore = failedCount;
    var quiet = pid == 0 ? 0 : await Quiet(10);
    var cpuBefore = CpuMs();
    var start = Stopwatch.GetTimestamp();
    for (var i = 0; i < count; i++)
    {
        var due = TimeSpan.FromSeconds((double)i / perSecond);
        while (Stopwatch.GetElapsedTime(start) is var now && now < due)
            await Task.Delay(due - now < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : due - now);
        calls[i] = One(i, due);
    }

    await Task.WhenAll(calls);
    var ofACore = ((CpuMs() - cpuBefore) / Stopwatch.GetElapsedTime(start).TotalMilliseconds) - (quiet / 1000);
    Array.Sort(took);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-13} {count} calls at {perSecond}/s: p50 {At(0.5):0.0} ms, p99 {At(0.99):0.0} ms, "
        + $"max {took[^1]:0.0} ms, {failedCount - failedBefore} failed")
        + (pid == 0 ? "" : $", {ofACore:P1} of a core beside {quiet / 1000:P1} without calls"));
    return (At(0.99), ofACore);

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
