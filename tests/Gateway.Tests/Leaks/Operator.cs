using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoPay.Gateway.Commands;
using OtpNet;

namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>A person who signs in, also wrongly, and opens all of the dashboard.</summary>
internal sealed partial class Operator(Caller caller, House house, Canaries canaries, string[] storage)
{
    private static readonly string[] Paths =
    [
        "/", "/version", "/DashboardCounters", "/ClusterStats", "/Reminders", "/Reminders/1", "/TopGrainMethods",
        "/LifecycleStages", "/GrainTypes", "/Trace",
    ];

    private const string GrainType = "CryptoPay.Grains.PaymentIntents.PaymentIntentGrain";

    /// <summary>The page of an order's grain, or of what another type of grain has by its key.</summary>
    public static string StateOf(string orderId, string grainType = GrainType) =>
        $"/dashboard/GrainState?grainId={House.Merchant}%2F{orderId}&grainType={grainType}";

    public async Task SignInAndLook(string orderId)
    {
        var name = $"hunter-{orderId}";
        var (password, secret) = await Made(name);
        var code = new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime);
        var cookie = await SignIn(name, password, code);
        canaries.Learn("session's cookie", cookie.Split('=', 2)[1]);
        await SignIn(name, canaries.New("wrong password"), code);
        await SignIn(canaries.New("password typed as a name"), password, code);
        await Form([new("key", house.OperatorKey)]);
        await Form([new("key", canaries.New("wrong key at the sign-in"))]);
        var counters = await caller.Operate(Places.Dashboard, Requests.Get("/dashboard/DashboardCounters"));
        var silo = SiloAddress.Match(counters).Groups[1].Value;
        foreach (var path in (IEnumerable<string>)
        [
            .. Paths, $"/HistoricalStats/{silo}", $"/SiloProperties/{silo}", $"/SiloMetadata/{silo}",
            $"/SiloStats/{silo}", $"/SiloCounters/{silo}", $"/GrainStats/{GrainType}",
        ])
        {
            var request = Requests.Get($"/dashboard{path}");
            request.Headers.Add("Cookie", cookie);
            await caller.Send(Places.Dashboard, request, key: null);
        }

        var types = JsonElement.Parse(
            await caller.Operate(Places.Dashboard, Requests.Get("/dashboard/GrainTypes?exclude=Orleans")));
        foreach (var type in types.EnumerateArray())
        {
            await caller.Operate(Places.Dashboard, Requests.Get(StateOf(orderId, $"{type}")));
            await caller.Operate(
                Places.Dashboard, Requests.Get($"/dashboard/GrainState?grainId=0&grainType={type}"));
        }

        await caller.Operate(Places.Scrape, Requests.Get("/metrics"));
        var logout = Requests.Post("/logout");
        logout.Headers.Add("Cookie", cookie);
        await caller.Send(Places.SignIn, logout, key: null);
    }

    private async Task<(string Password, string Secret)> Made(string name)
    {
        var said = new StringWriter();
        Assert.Equal(0, await new ProgramCommands(said, said, TimeProvider.System).Run(
            ["users", "add", name, .. storage, $"--Gateway:PublicBaseUrl={caller.Address}"], Requests.Cancellation));
        return (canaries.Learn("operator's password", Password.Match($"{said}").Groups[1].Value),
            canaries.Learn("operator's codes' secret", Secret.Match($"{said}").Groups[1].Value));
    }

    private async Task<string> SignIn(string name, string password, string code)
    {
        var answer = await Form([new("name", name), new("password", password), new("code", code)]);
        return answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Single().Split(';')[0] : "";
    }

    private Task<HttpResponseMessage> Form(KeyValuePair<string, string>[] fields)
    {
        var request = Requests.Post("/login");
        request.Content = new FormUrlEncodedContent(fields);
        request.Headers.TryAddWithoutValidation("Origin", caller.Address.ToString().TrimEnd('/'));
        return caller.Send(Places.SignIn, request, key: null);
    }

    [GeneratedRegex("\"siloAddress\":\\s*\"([^\"]+)")]
    private static partial Regex SiloAddress { get; }

    [GeneratedRegex(@"password\s+(\S+)")]
    private static partial Regex Password { get; }

    [GeneratedRegex("secret=([A-Z2-7]+)")]
    private static partial Regex Secret { get; }
}
