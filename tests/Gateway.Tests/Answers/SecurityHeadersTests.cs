using CryptoPay.Gateway.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Gateway.Tests.Answers;

public class SecurityHeadersTests
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
}
