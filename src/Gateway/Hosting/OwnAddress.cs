namespace CryptoPay.Gateway.Hosting;

/// <summary>Where this gateway listens, as one on the same machine would call it.</summary>
internal static class OwnAddress
{
    private const string PublicBaseUrl = "Gateway:PublicBaseUrl";

    /// <summary>
    /// Links are built from <c>Gateway:PublicBaseUrl</c>; where it is not set, from the first address listened on. Not
    /// in Production: there it would name the inside of a container or what is behind a proxy.
    /// </summary>
    public static void AddOwnAddress(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsProduction()) return;
        var settings = builder.Configuration;
        if (settings[PublicBaseUrl] is null or "") settings[PublicBaseUrl] = Of(settings);
    }

    public static string Of(IConfiguration configuration)
    {
        var urls = UrlsIn(configuration);
        var first = urls.FirstOrDefault(url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            ?? urls[0];
        return BindingAddress.Parse(first) switch
        {
            { Port: 0 } => throw new InvalidOperationException(
                $"The gateway cannot tell its own address from \"{first}\": give --urls a port, "
                + $"or set {PublicBaseUrl}."),
            { Host: "*" or "+" or "0.0.0.0" or "[::]" } any => $"{any.Scheme}://localhost:{any.Port}",
            var address => $"{address.Scheme}://{address.Host}:{address.Port}",
        };
    }

    /// <summary>In the order in which Kestrel looks for them.</summary>
    private static string[] UrlsIn(IConfiguration configuration)
    {
        string[][] ways =
        [
            [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(one => one["Url"]).OfType<string>()],
            Listed(WebHostDefaults.ServerUrlsKey),
            [
                .. Listed(WebHostDefaults.HttpPortsKey).Select(port => $"http://*:{port}"),
                .. Listed(WebHostDefaults.HttpsPortsKey).Select(port => $"https://*:{port}"),
            ],
            ["http://localhost:5000"],
        ];
        return ways.First(way => way.Length > 0);

        string[] Listed(string key) => configuration[key]?.Split(
            ';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
    }
}
