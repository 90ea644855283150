using System.Net;
using System.Net.Sockets;
using System.Text;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;
using CryptoPay.Processors.Tests.BtcPay;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<bool>.Unavailable;

namespace CryptoPay.Processors.Tests.Http;

/// <summary>What only a real socket shows: whether a call went out, where it went, and how much comes back.</summary>
public sealed class WireTests : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private int connections;

    [Fact]
    public async Task A_refused_connection_was_certainly_not_sent()
    {
        listener.Start();
        var url = Url;
        listener.Stop();

        Assert.Equal(new Unavailable("not_connected", WasSent: false), await Mark(url));
    }

    [Fact]
    public async Task A_connection_that_is_reset_before_the_call_goes_out_was_certainly_not_sent()
    {
        listener.Start();

        Assert.Equal(new Unavailable("not_connected", WasSent: false), await Mark(Url, new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                using (var accepted = await listener.AcceptSocketAsync(cancellation))
                    accepted.LingerState = new LingerOption(enable: true, seconds: 0);
                socket.Poll(Timeout.InfiniteTimeSpan, SelectMode.SelectRead);
                return new NetworkStream(socket, ownsSocket: true);
            },
        }));
    }

    [Fact]
    public async Task A_reset_after_the_call_was_sent_tells_nothing()
    {
        Answering("");

        Assert.Equal(new Unavailable("connection_lost"), await Mark(Url));
        Assert.Equal(1, connections);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        Answering("HTTP/1.1 307 Elsewhere\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        Assert.Equal(new ProcessorResult<bool>.Refused("http_307", IsOfSettings: true), await Mark(Url));
        Assert.Equal(1, connections);
    }

    [Theory]
    [InlineData("Content-Length: 1048577\r\n")]
    [InlineData("")]
    public async Task An_answer_beyond_the_bound_is_not_read(string length)
    {
        Answering($"HTTP/1.1 200 OK\r\n{length}Connection: close\r\n\r\n{new string(' ', 1024 * 1024 + 1)}");

        Assert.Equal(new ProcessorResult<bool>.Nonsense("The answer is too long."), await Mark(Url));
    }

    public void Dispose() => listener.Dispose();

    private string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>Reads each call and writes this; nothing at all is a reset.</summary>
    private void Answering(string answer)
    {
        listener.Start();
        _ = Task.Run(async () =>
        {
            while (true)
            {
                using var connection = await listener.AcceptSocketAsync();
                Interlocked.Increment(ref connections);
                await connection.ReceiveAsync(new byte[4096]);
                if (answer is "") connection.LingerState = new LingerOption(enable: true, seconds: 0);
                else await connection.SendAsync(Encoding.ASCII.GetBytes(answer));
            }
        });
    }

    private static async Task<ProcessorResult<bool>> Mark(string url, HttpMessageHandler? handler = null)
    {
        var settings = BtcPayDialect.Settings.ToDictionary(pair => $"Processors:main:{pair.Key}", pair => pair.Value);
        settings["Processors:main:BaseUrl"] = url;
        var services = new ServiceCollection()
            .AddProcessorAccounts(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        if (handler is not null)
        {
            services.AddHttpClient(ProcessorHttp.ClientNameOf("main"))
                .ConfigurePrimaryHttpMessageHandler(() => handler);
        }

        await using var provider = services.BuildServiceProvider();
        return await provider.GetRequiredKeyedService<IPaymentProcessor>("main")
            .MakeUnpayable(BtcPayDialect.InvoiceId, TestContext.Current.CancellationToken);
    }
}
