using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Gateway.Tests.Answers;

public class SecurityHeadersTests(RunningGateway gateway)
{
    private const string OwnPolicy = "default-src 'none'; style-src 'self'";

    [Fact]
    public async Task A_page_that_brings_its_own_policy_keeps_it()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseSecurityHeaders();
        app.MapGet("/", (HttpResponse response) => response.Headers.ContentSecurityPolicy = OwnPolicy);
        await app.StartAsync(Requests.Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var page = await client.GetAsync("/", Requests.Cancellation);

        Assert.Equal([OwnPolicy], page.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(["nosniff"], page.Headers.GetValues("X-Content-Type-Options"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1/payment-intents")]
    [InlineData("/nothing-here")]
    [InlineData("/health/live")]
    [InlineData("/throws/bug")]
    public async Task Every_answer_is_kept_by_nobody_and_opened_embedded_and_read_by_no_other_origin(string path)
    {
        var headers = (await gateway.Send(Requests.Get(path))).Headers;

        Assert.Equal(["no-store"], headers.GetValues("Cache-Control").SelectMany(value => value.Split(", ")).Take(1));
        Assert.Equal(["same-origin"], headers.GetValues("Cross-Origin-Opener-Policy"));
        Assert.Equal(["same-origin"], headers.GetValues("Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", headers.GetValues("Permissions-Policy").Single());
        Assert.Equal(["no-referrer"], headers.GetValues("Referrer-Policy"));
        Assert.Contains("frame-ancestors 'none'", headers.GetValues("Content-Security-Policy").Single());
    }

    // The gateway of the tests is called by http, as one behind a proxy that ends TLS.
    [Fact]
    public async Task Where_the_outside_comes_by_https_a_browser_is_told_to_do_so_for_a_year() => Assert.Equal(
        ["max-age=31536000"],
        (await gateway.Send(Requests.Get("/"))).Headers.GetValues("Strict-Transport-Security"));

    [Theory]
    [InlineData("http://pay.example.test", false)]
    [InlineData("https://localhost:5080", false)]
    [InlineData("https://127.0.0.1", false)]
    [InlineData("https://[::1]:5080", false)]
    [InlineData("https://pay.example.test/pay", true)]
    public void Not_so_on_this_machine_alone_or_without_https(string publicBaseUrl, bool isTold) =>
        Assert.Equal(isTold, new GatewayOptions { PublicBaseUrl = publicBaseUrl }.IsPublicByHttps);

    [Fact]
    public async Task The_script_of_a_page_may_be_kept_as_it_says_itself()
    {
        var script = await gateway.Send(Requests.Get("/scalar/scalar.js").WithKey());

        Assert.Equal(System.Net.HttpStatusCode.OK, script.StatusCode);
        Assert.DoesNotContain("no-store", $"{script.Headers.CacheControl}");
    }
}
