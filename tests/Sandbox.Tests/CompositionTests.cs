using CryptoPay.Sandbox.BtcPay.Store;
using CryptoPay.Sandbox.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.Tests;

public sealed class CompositionTests
{
    [Fact]
    public async Task In_Production_it_refuses_to_be_mapped_and_names_the_setting()
    {
        await using var app = Build(Environments.Production);

        var problem = Assert.Throws<InvalidOperationException>(() => app.MapSandbox());

        Assert.Contains("Sandbox:AllowInProduction", problem.Message);
    }

    [Fact]
    public async Task In_Production_it_is_mapped_when_the_setting_says_so()
    {
        await using var app = Build(Environments.Production, ("Sandbox:AllowInProduction", "true"));

        app.MapSandbox();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_whole_configuration_and_its_section_are_read_alike(bool isSection)
    {
        await using var app = Build(Environments.Development, isSection, ("Sandbox:BtcPay:StoreId", "shop"));

        var options = app.Services.GetRequiredService<IOptionsMonitor<BtcPayOptions>>().CurrentValue;

        Assert.Equal("shop", options.StoreId);
        Assert.Equal("sandbox-api-key", options.ApiKey);
    }

    [Fact]
    public async Task No_option_is_read_before_the_host_listens()
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Services.AddSandbox(builder.Configuration);
        WebApplication? app = null;
        var addresses = -1;
        builder.Services.Configure<DatabaseOptions>(options =>
        {
            options.ConnectionString = "Data Source=:memory:";
            addresses = app!.Urls.Count(url => !url.EndsWith(":0", StringComparison.Ordinal));
        });
        await using (app = builder.Build())
        {
            app.MapSandbox();
            await app.StartAsync(TestContext.Current.CancellationToken);
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
            await http.GetStringAsync("/sandbox", TestContext.Current.CancellationToken);
            await app.StopAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal(1, addresses);
    }

    private static WebApplication Build(string environment, params (string Key, string Value)[] settings) =>
        Build(environment, false, settings);

    private static WebApplication Build(
        string environment, bool isSection, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }
        builder.Services.AddSandbox(isSection ? builder.Configuration.GetSection("Sandbox") : builder.Configuration);
        return builder.Build();
    }
}
