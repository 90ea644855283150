using System.Net;
using CryptoPay.Gateway.Listening;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Tests.Listening;

public class BoundsTests(RunningGateway gateway)
{
    private const string Host = "Host: localhost\r\n";
    private const string Close = "Connection: close\r\n";

    [Theory]
    [InlineData(0, "200")]
    [InlineData(1, "414")]
    public async Task A_request_line_of_4_KiB_is_read_and_no_longer_one(int more, string status)
    {
        const string Start = "GET /health/live?";
        const string End = " HTTP/1.1\r\n";
        var line = Start + new string('q', Bounds.RequestLineBytesMax - Start.Length - End.Length + more) + End;

        Assert.StartsWith($"HTTP/1.1 {status} ", await RawCall.Answer(gateway, line + Host + Close + "\r\n"));
    }

    [Theory]
    [InlineData(0, "200")]
    [InlineData(1, "431")]
    public async Task Headers_of_16_KiB_are_read_and_no_longer_ones(int more, string status)
    {
        const string Name = "X-Long: ";
        var length = Bounds.HeaderBytesMax - (Host + Close + Name + "\r\n").Length + more;

        Assert.StartsWith($"HTTP/1.1 {status} ", await RawCall.Answer(
            gateway, $"GET /health/live HTTP/1.1\r\n{Host}{Close}{Name}{new string('h', length)}\r\n\r\n"));
    }

    [Theory]
    [InlineData(0, "200")]
    [InlineData(1, "431")]
    public async Task So_many_headers_are_read_and_no_more(int more, string status)
    {
        var others = string.Concat(Enumerable.Range(0, Bounds.HeaderCountMax - 2 + more).Select(i => $"X-{i}: 1\r\n"));

        Assert.StartsWith($"HTTP/1.1 {status} ", await RawCall.Answer(
            gateway, $"GET /health/live HTTP/1.1\r\n{Host}{Close}{others}\r\n"));
    }

    [Theory]
    [InlineData(0, HttpStatusCode.Unauthorized)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_of_256_KiB_is_read_where_a_form_is_and_no_longer_one(int more, HttpStatusCode status)
    {
        var login = new HttpRequestMessage(HttpMethod.Post, "/login")
        {
            Content = new StringContent(
                "key=" + new string('k', Bounds.BodyBytesMax - "key=".Length + more), null,
                "application/x-www-form-urlencoded"),
        };

        var answer = await gateway.Send(login);

        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.RequestEntityTooLarge) Assert.Equal("too_large", await answer.ErrorCode());
    }

    [Fact]
    public async Task A_body_that_says_no_length_is_bounded_as_well()
    {
        var chunk = new string('k', 0x8000);
        var chunks = string.Concat(Enumerable.Repeat($"8000\r\n{chunk}\r\n", (Bounds.BodyBytesMax / 0x8000) + 1));

        var answer = await RawCall.Answer(gateway, $"POST /login HTTP/1.1\r\n{Host}{Close}"
            + $"Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", answer);
        Assert.Contains("\"errorCode\":\"too_large\"", answer);
    }

    [Fact]
    public async Task Who_does_not_end_its_headers_is_sent_away()
    {
        Assert.Equal(Bounds.HeaderTimeMax, LimitsOf(gateway).RequestHeadersTimeout);
        await using var impatient = new RunningGateway([], builder => builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromMilliseconds(1)));
        await impatient.InitializeAsync();

        var answer = await RawCall.Answer(impatient, $"GET /health/live HTTP/1.1\r\n{Host}X-Half: ");

        Assert.StartsWith("HTTP/1.1 408 ", answer);
    }

    private static KestrelServerLimits LimitsOf(RunningGateway gateway) =>
        gateway.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
}
