using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Gateway.Tests.Answers;

/// <summary>Whoever can reach us can send these without end: none may make an Error line. Over real sockets.</summary>
public sealed class BrokenCallTests : IAsyncLifetime
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Multipart = "multipart/form-data; boundary=edge";
    private const string Json = "application/json";
    private readonly LogCapture log = new();
    private readonly RunningGateway gateway;

    public BrokenCallTests() => gateway = new RunningGateway(
        new() { ["Logging:LogLevel:Microsoft.AspNetCore"] = "Debug" },
        builder => builder.Logging.AddProvider(log));

    public ValueTask InitializeAsync() => gateway.InitializeAsync();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task A_form_of_1025_fields_is_400() =>
        await IsRefused("/login", Form, string.Join('&', Enumerable.Range(0, 1_025).Select(i => $"f{i}=1")));

    [Theory]
    [InlineData(Multipart, "--edge\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nhalf a key")]
    [InlineData(Multipart, "--other\r\n\r\n")]
    [InlineData(Multipart, "--edge\r\nno header\r\n\r\nx\r\n--edge--\r\n")]
    [InlineData("multipart/form-data", "--edge--\r\n")]
    public async Task A_broken_multipart_is_400(string type, string body) => await IsRefused("/login", type, body);

    [Theory]
    [InlineData("/login", Form, "FFFFFFFFFF\r\n")]
    [InlineData("/login", Multipart, "FFFFFFFFFF\r\n")]
    [InlineData("/webhooks/shop", Json, "FFFFFFFFFF\r\n")]
    [InlineData("/v1/payment-intents", Json, "FFFFFFFFFF\r\n")]
    [InlineData("/v1/payment-intents", Json, "no chunk\r\n")]
    [InlineData("/v1/payment-intents", Json, "2\r\n{}and more")]
    public async Task A_chunk_that_cannot_be_is_400(string path, string type, string chunk) =>
        Assert.StartsWith("HTTP/1.1 400 ", await Answer(path, type, "Transfer-Encoding: chunked", chunk));

    [Theory]
    [InlineData("/login", Form, true)]
    [InlineData("/login", Multipart, false)]
    [InlineData("/webhooks/shop", Json, true)]
    [InlineData("/v1/payment-intents", Json, true)]
    [InlineData("/v1/payment-intents", Json, false)]
    public async Task Who_leaves_in_the_middle_of_a_body_is_no_error_of_ours(string path, string type, bool isReset)
    {
        using var caller = await Send(path, type, "Content-Length: 100", "{", "keep-alive");
        await Said("started reading request body");

        if (isReset) caller.LingerState = new LingerOption(enable: true, seconds: 0);
        caller.Close();

        await Said("Request finished", path);
        await Said("\" stopped.");
        NothingIsAnError();
    }

    private async Task IsRefused(string path, string type, string body)
    {
        var answer = await Answer(path, type, $"Content-Length: {body.Length}", body);

        Assert.StartsWith("HTTP/1.1 400 ", answer);
        Assert.Contains("\"errorCode\":\"invalid_request\"", answer);
    }

    private async Task<string> Answer(string path, string type, string length, string body)
    {
        using var caller = await Send(path, type, length, body);
        using var reader = new StreamReader(new NetworkStream(caller));
        var answer = await reader.ReadToEndAsync(Requests.Cancellation).WaitAsync(Payments.Patience);
        await Said("Request finished", path);
        NothingIsAnError();
        return answer;
    }

    private async Task<Socket> Send(
        string path, string type, string length, string body, string connection = "close")
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", gateway.Client.BaseAddress!.Port, Requests.Cancellation);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: {RunningGateway.Key}\r\n"
            + $"Connection: {connection}\r\nContent-Type: {type}\r\n{length}\r\n\r\n{body}"));
        return socket;
    }

    private Task Said(string what, string path) => Said(
        line => line.Contains($"{what} HTTP/1.1 POST") && line.Contains(path));

    private Task Said(string what) => Said(line => line.Contains(what));

    private Task Said(Func<string, bool> isIt) => Payments.Until(
        () => Task.FromResult(log.Lines.FirstOrDefault(isIt)), line => line is not null);

    // On a busy machine the silo beside the gateway tries its own calls again, and calls each try an error.
    private void NothingIsAnError() => Assert.DoesNotContain(log.Lines, line =>
        (line.StartsWith("Error ", StringComparison.Ordinal) || line.StartsWith("Critical ", StringComparison.Ordinal))
        && !line.StartsWith("Error Orleans.", StringComparison.Ordinal)
        && !line.StartsWith("Error Polly: Execution attempt. Source: 'Orleans.", StringComparison.Ordinal));
}
