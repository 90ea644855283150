using CryptoPay.Gateway.Access;
using CryptoPay.Hosting.Cluster;
using CryptoPay.Hosting.Start;

namespace CryptoPay.Gateway.Hosting;

/// <summary>The whole program but its run: gateway, cluster and, where no processor is configured, a sandbox.</summary>
internal static class GatewayHost
{
    /// <param name="args">Settings as on the command line: <c>--urls=http://localhost:5080</c>.</param>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message names it.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? with = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Configuration.KeepSettings();
        builder.AddOwnAddress();
        builder.AddEmbeddedSandbox();
        if (ClusterSettings.From(builder.Configuration).Mode == ClusterMode.Client) builder.AddClusterClient();
        else builder.AddEmbeddedSilo(DevelopmentKey.For(builder).Merchants);
        builder.AddGateway();
        with?.Invoke(builder);

        var app = builder.Build();
        app.MapGateway();
        app.MapEmbeddedSandbox();
        app.GreetWhenReady();
        return app;
    }
}
