using System.Diagnostics.Metrics;
using CryptoPay.Gateway.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Gateway.Tests.Listening;

public sealed class ConnectionsPerAddressTests : IDisposable
{
    private readonly LogCapture log = new();
    private readonly MeterListener listener = new();
    private long closed;

    [Fact]
    public async Task The_connection_that_is_one_too_many_is_closed_without_an_answer_and_counted()
    {
        await using var gateway = await Started([]);
        using var first = await Open(gateway);
        using var second = await Open(gateway);
        Assert.StartsWith("HTTP/1.1 200 ", await Ask(first));
        Assert.StartsWith("HTTP/1.1 200 ", await Ask(second));

        for (var i = 0; i < 3; i++)
        {
            using var third = await Open(gateway);
            Assert.Equal("", await Ask(third));
        }

        Assert.StartsWith("HTTP/1.1 200 ", await Ask(first));
        Assert.Equal(3, Interlocked.Read(ref closed));
        Assert.Single(log.Lines, line => line.Contains("1 connections were closed"));
    }

    [Fact]
    public async Task When_one_is_closed_there_is_room_again()
    {
        await using var gateway = await Started([]);
        using var first = await Open(gateway);
        Assert.StartsWith("HTTP/1.1 200 ", await Ask(first));
        using (var second = await Open(gateway)) Assert.StartsWith("HTTP/1.1 200 ", await Ask(second));

        await Payments.Until(
            async () =>
            {
                using var third = await Open(gateway);
                return await Ask(third);
            },
            answer => answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trusted_proxy_holds_as_many_as_it_needs()
    {
        await using var gateway = await Started(new() { [GatewayOptions.ProxiesSetting] = "127.0.0.1" });
        var calls = new List<RawCall>();
        for (var i = 0; i < 5; i++) calls.Add(await Open(gateway));

        foreach (var call in calls) Assert.StartsWith("HTTP/1.1 200 ", await Ask(call));

        calls.ForEach(call => call.Dispose());
    }

    // Kestrel keeps one action for all defaults of endpoints: a second one would take this one's place.
    [Fact]
    public async Task An_endpoint_of_the_settings_is_bounded_as_well()
    {
        await using var gateway = await Started(new() { ["Kestrel:Endpoints:any:Url"] = "http://127.0.0.1:0" });
        using var first = await Open(gateway);
        using var second = await Open(gateway);
        Assert.StartsWith("HTTP/1.1 200 ", await Ask(first));
        Assert.StartsWith("HTTP/1.1 200 ", await Ask(second));
        using var third = await Open(gateway);

        Assert.Equal("", await Ask(third));
    }

    public void Dispose() => listener.Dispose();

    private async Task<RunningGateway> Started(Dictionary<string, string?> settings)
    {
        var gateway = new RunningGateway(
            new(settings) { ["Limits:ConnectionsPerAddress"] = "2" }, builder => builder.Logging.AddProvider(log));
        var meters = gateway.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "cryptopay.connections_closed" && ReferenceEquals(instrument.Meter.Scope, meters))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref closed, count));
        listener.Start();
        await gateway.InitializeAsync();
        return gateway;
    }

    private static Task<RawCall> Open(RunningGateway gateway) => RawCall.To(gateway);

    private static async Task<string> Ask(RawCall call)
    {
        try
        {
            await call.Say("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        catch (System.Net.Sockets.SocketException)
        {
            return "";
        }

        return await call.Heard();
    }
}
