using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CryptoPay.Gateway.Tests.Health;

public class HealthTests(RunningGateway gateway)
{
    [Fact]
    public async Task It_is_live_and_ready_for_anybody_who_asks()
    {
        foreach (var path in new[] { "/health/live", "/health/ready" })
        {
            var response = await gateway.Send(Requests.Get(path));

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.StartsWith("""{"status":"healthy",""", await response.Text());
        }
    }

    [Fact]
    public async Task Without_storage_it_is_live_but_not_ready_and_a_processor_does_not_matter()
    {
        await using var broken = new RunningGateway([], with: builder => builder.Services.AddHealthChecks()
            .AddCheck("storage", () => HealthCheckResult.Unhealthy("server db-7 refused", new IOException("db-7")))
            .AddCheck("silo", () => HealthCheckResult.Healthy())
            .AddCheck("btcpay", () => HealthCheckResult.Unhealthy()));
        await broken.InitializeAsync();

        Assert.Equal(HttpStatusCode.OK, (await broken.Send(Requests.Get("/health/live"))).StatusCode);
        var ready = await broken.Send(Requests.Get("/health/ready"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(
            """{"status":"unhealthy","checks":{"storage":"unhealthy","silo":"healthy"}}""", await ready.Text());
    }
}
