using System.Net;
using System.Net.Sockets;
using System.Text;
using CryptoPay.Loopback;

namespace CryptoPay.Gateway.Tests.Telemetry;

/// <summary>Who gets the metrics, and from which port, over real sockets.</summary>
public sealed class MetricsTests(MetricsTests.Gateway gateway, RunningGateway other)
    : IClassFixture<MetricsTests.Gateway>
{
    [Fact]
    public async Task What_another_host_of_the_process_serves_is_not_told()
    {
        await gateway.Main.Client.GetAsync("/health/live", Requests.Cancellation);
        await other.Client.GetAsync("/throws/timeout", Requests.Cancellation);

        Assert.DoesNotContain("/throws/", await Scrape("http_route=\"/health/live\""));
    }

    [Fact]
    public async Task The_port_of_their_own_serves_them_without_a_key()
    {
        await gateway.Main.Client.GetAsync("/health/live", Requests.Cancellation);

        var text = await Scrape("http_server_request_duration_seconds_count{");

        Assert.Contains("dotnet_process_memory_working_set_bytes{", text);
        Assert.DoesNotContain("http_route=\"/metrics\"", text);
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/v1/payment-intents")]
    [InlineData("POST", "/v1/payment-intents")]
    [InlineData("POST", "/webhooks/shop")]
    [InlineData("GET", "/dashboard")]
    [InlineData("GET", "/login")]
    [InlineData("GET", "/health/live")]
    [InlineData("GET", "/scalar")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("GET", "/sandbox")]
    [InlineData("POST", "/metrics")]
    [InlineData("GET", "/metrics/")]
    [InlineData("GET", "/metrics/more")]
    public async Task It_serves_nothing_else_even_to_an_operator_who_names_the_other(string method, string path)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path).WithKey(RunningGateway.OperatorKey);
        request.Headers.Host = gateway.Main.Client.BaseAddress!.Authority;

        var answer = await gateway.Metrics.SendAsync(request, Requests.Cancellation);

        Assert.Equal((HttpStatusCode.NotFound, ""), (answer.StatusCode, await answer.Text()));
    }

    [Theory]
    [InlineData("/metrics", "Host")]
    [InlineData("/metrics", "X-Forwarded-Host")]
    [InlineData("/metrics", "X-Original-Host")]
    public async Task No_header_opens_them_at_the_main_port(string path, string header)
    {
        var request = Requests.Get(path);
        request.Headers.TryAddWithoutValidation(header, $"127.0.0.1:{gateway.Port}");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Port", $"{gateway.Port}");

        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Main.Send(request)).StatusCode);
    }

    [Fact]
    public async Task No_absolute_address_in_the_request_line_opens_them_at_the_main_port()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, gateway.Main.Client.BaseAddress!.Port, Requests.Cancellation);
        var own = $"127.0.0.1:{gateway.Port}";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET http://{own}/metrics HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"), Requests.Cancellation);

        using var answer = new StreamReader(socket.GetStream());
        Assert.Equal("HTTP/1.1 401 Unauthorized", await answer.ReadLineAsync(Requests.Cancellation));
    }

    [Fact]
    public async Task The_main_port_serves_them_to_operators_only()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await AtMain(Requests.Get("/metrics")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AtMain(Requests.Get("/metrics").WithKey("a-wrong-key")));
        Assert.Equal(HttpStatusCode.Forbidden, await AtMain(Requests.Get("/metrics").WithKey()));
        Assert.Equal(HttpStatusCode.OK, await AtMain(Requests.Get("/metrics").WithKey(RunningGateway.OperatorKey)));
        Assert.Equal(
            HttpStatusCode.MethodNotAllowed,
            await AtMain(Requests.Post("/metrics").WithKey(RunningGateway.OperatorKey)));
    }

    [Theory]
    [InlineData("urls", "http://127.0.0.1:{0}")]
    [InlineData("http_ports", "{0}")]
    [InlineData("Kestrel:Endpoints:Main:Url", "http://127.0.0.1:{0}")]
    public async Task However_the_main_address_is_set_it_stays_so(string setting, string value)
    {
        var (main, port) = (Ports.Free(), Ports.Free());
        await using var both = new RunningGateway(new()
        {
            ["urls"] = null,
            [setting] = string.Format(value, main),
            ["Telemetry:MetricsPort"] = $"{port}",
        });
        await both.InitializeAsync();

        Assert.Equal(main, both.Client.BaseAddress!.Port);
        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, await Status($"http://127.0.0.1:{main}/health/live"));
        Assert.Equal(HttpStatusCode.OK, await Status($"http://127.0.0.1:{port}/metrics"));

        async Task<HttpStatusCode> Status(string url) =>
            (await client.GetAsync(url, Requests.Cancellation)).StatusCode;
    }

    [Fact]
    public async Task A_port_that_somebody_has_stops_the_start_and_the_setting_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        Assert.StartsWith(
            $"Telemetry:MetricsPort is {port}, and nothing can listen there on Telemetry:MetricsAddress, which is "
            + "127.0.0.1. ", await WhyNotStarted(new() { ["Telemetry:MetricsPort"] = $"{port}" }));
    }

    [Fact]
    public async Task The_main_port_is_refused_as_theirs()
    {
        var port = Ports.Free();

        Assert.Equal(
            $"Telemetry:MetricsPort is {port}, where all else is served: it must be a port of its own.",
            await WhyNotStarted(new()
            {
                ["urls"] = $"http://localhost:{port}",
                ["Telemetry:MetricsPort"] = $"{port}",
                ["Telemetry:MetricsAddress"] = "0.0.0.0",
            }));
    }

    [Fact]
    public async Task An_address_that_is_none_stops_the_start() => Assert.Contains(
        "Telemetry:MetricsAddress must be an IP address",
        await WhyNotStarted(new() { ["Telemetry:MetricsAddress"] = "everywhere" }));

    private async Task<HttpStatusCode> AtMain(HttpRequestMessage request) =>
        (await gateway.Main.Send(request)).StatusCode;

    /// <summary>
    /// A request is counted after it is answered, and a scrape may be 0.3 s old: what is waited for comes.
    /// </summary>
    private Task<string> Scrape(string has) => Payments.Until(
        async () =>
        {
            var answer = await gateway.Metrics.GetAsync("/metrics", Requests.Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
            return await answer.Text();
        },
        text => text.Contains(has));

    private static async Task<string> WhyNotStarted(Dictionary<string, string?> settings)
    {
        var never = new RunningGateway(settings);
        return (await Assert.ThrowsAnyAsync<Exception>(async () => await never.InitializeAsync())).Message;
    }

    public sealed class Gateway : IAsyncLifetime
    {
        public Gateway() => Main = new RunningGateway(new() { ["Telemetry:MetricsPort"] = $"{Port}" });

        public RunningGateway Main { get; }

        public int Port { get; } = Ports.Free();

        public HttpClient Metrics { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Main.InitializeAsync();
            Metrics.BaseAddress = new Uri($"http://127.0.0.1:{Port}");
        }

        public async ValueTask DisposeAsync()
        {
            Metrics.Dispose();
            await Main.DisposeAsync();
        }
    }
}
