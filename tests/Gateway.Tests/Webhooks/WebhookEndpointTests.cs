using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.Webhooks;

public sealed class WebhookEndpointTests : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly List<string> counted = [];
    private readonly RunningGateway gateway;

    public WebhookEndpointTests(RunningGateway gateway)
    {
        this.gateway = gateway;
        // Only this gateway's: other tests' deliveries are counted at the same time.
        var meters = gateway.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "cryptopay.webhooks" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add($"{tags[0].Value} {tags[1].Value}"));
        listener.Start();
    }

    [Fact]
    public async Task A_forged_delivery_is_401_without_a_reason_and_counted()
    {
        var response = await Deliver("{}", secret: "guessed");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False((await response.Problem()).TryGetProperty("detail", out _));
        Assert.Equal(["shop forged"], counted);
    }

    [Fact]
    public async Task A_delivery_signed_with_a_secret_rotated_a_moment_ago_is_taken()
    {
        var secretFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(secretFile, """{"Secret":"first"}""", Requests.Cancellation);
        await using var rotated = new RunningGateway([], with: builder =>
            builder.Configuration.AddJsonFile(secretFile, optional: false, reloadOnChange: false));
        await rotated.InitializeAsync();
        await File.WriteAllTextAsync(secretFile, """{"Secret":"second"}""", Requests.Cancellation);

        Assert.Equal(HttpStatusCode.OK, (await rotated.Send(Delivery("{}", secret: "second"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await rotated.Send(Delivery("{}", secret: "first"))).StatusCode);
        File.Delete(secretFile);
    }

    [Fact]
    public async Task A_forged_delivery_is_401_while_the_settings_file_cannot_be_read()
    {
        var settings = Path.GetTempFileName();
        await File.WriteAllTextAsync(settings, """{"Secret":"first"}""", Requests.Cancellation);
        await using var broken = new RunningGateway([], with: builder =>
            builder.Configuration.AddJsonFile(settings, optional: false, reloadOnChange: false));
        await broken.InitializeAsync();
        await File.WriteAllTextAsync(settings, """{"Secret":"fir""", Requests.Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, (await broken.Send(Delivery("{}", secret: "guessed"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await broken.Send(Delivery("{}", secret: "first"))).StatusCode);
        File.Delete(settings);
    }

    [Fact]
    public async Task A_forged_delivery_is_503_while_a_setting_of_its_account_is_no_value_of_its_type()
    {
        await using var broken = new WholeGateway();
        await broken.InitializeAsync();
        broken.Services.GetRequiredService<IConfiguration>()["Processors:sandbox-signed:Scheme"] = "a typing error";

        var response = await broken.Send(Requests.Post("/webhooks/sandbox-signed"), key: null);

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "unavailable"), (response.StatusCode, await response.ErrorCode()));
    }

    [Fact]
    public async Task While_the_accounts_settings_are_broken_a_delivery_is_503_so_that_it_comes_again()
    {
        await using var broken = new WholeGateway();
        await broken.InitializeAsync();
        broken.Services.GetRequiredService<IConfiguration>()["Processors:sandbox:WebhookSecret"] = "";
        Assert.Throws<AggregateException>(broken.Services.GetRequiredService<IConfigurationRoot>().Reload);

        var response = await broken.Send(Requests.Post("/webhooks/sandbox"), key: null);

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "unavailable"), (response.StatusCode, await response.ErrorCode()));
    }

    [Fact]
    public async Task A_genuine_delivery_about_a_strangers_invoice_is_200_and_counted()
    {
        Assert.Equal(HttpStatusCode.OK, (await Deliver("{}")).StatusCode);
        Assert.Equal(["shop stranger"], counted);
    }

    [Theory]
    [InlineData("a/b", "CC-1")]
    [InlineData("default", "CC-1/x")]
    [InlineData("default", "..")]
    [InlineData("", "CC-1")]
    public async Task What_cannot_be_a_key_of_ours_is_a_strangers(string merchant, string orderId)
    {
        var response = await Deliver($$"""{"merchant":"{{merchant}}","orderId":"{{orderId}}"}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["shop stranger"], counted);
    }

    [Fact]
    public async Task An_unknown_account_is_404_and_its_name_becomes_no_tag()
    {
        var response = await Deliver("{}", account: "made-up");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("made-up", await response.Text());
        Assert.Equal([" unknown_account"], counted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_delivery_above_64_KiB_is_413_before_anything_is_verified(bool chunked)
    {
        var response = await Deliver($"{{{new string(' ', 64 * 1024)}}}", chunked: chunked);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("too_large", await response.ErrorCode());
        Assert.Equal(["shop too_large"], counted);
    }

    [Fact]
    public async Task A_delivery_of_exactly_64_KiB_is_taken_byte_by_byte() =>
        Assert.Equal(HttpStatusCode.OK, (await Deliver($"{{{new string(' ', (64 * 1024) - 2)}}}")).StatusCode);

    public void Dispose() => listener.Dispose();

    private Task<HttpResponseMessage> Deliver(
        string body, string secret = "first", string account = "shop", bool chunked = false) =>
        gateway.Send(Delivery(body, secret, account, chunked));

    private static HttpRequestMessage Delivery(
        string body, string secret, string account = "shop", bool chunked = false)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/{account}");
        request.Content = new ByteArrayContent(bytes);
        request.Headers.Add("X-Signature", HmacReceiver.Sign(secret, bytes));
        request.Headers.TransferEncodingChunked = chunked;
        return request;
    }
}
