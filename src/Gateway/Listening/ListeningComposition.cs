namespace CryptoPay.Gateway.Listening;

/// <summary>What holds for every address that Kestrel listens on.</summary>
internal static class ListeningComposition
{
    public static void AddListening(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ConnectionsPerAddress>();
        builder.Services.AddSingleton<ClientCertificates>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var services = kestrel.ApplicationServices;
            kestrel.AddServerHeader = false;
            Bounds.Set(kestrel.Limits);
            kestrel.ConfigureEndpointDefaults(endpoint =>
                endpoint.Use(services.GetRequiredService<ConnectionsPerAddress>().Before));
            kestrel.ConfigureHttpsDefaults(https =>
            {
                TlsFloor.Set(https);
                https.ClientCertificateValidation = services.GetRequiredService<ClientCertificates>().IsBelieved;
            });
        });
    }

    /// <exception cref="InvalidOperationException">It cannot listen as it is set up; the message names it.</exception>
    public static void VerifyListening(this WebApplication app)
    {
        TlsFloor.Verify(app.Configuration);
        app.Services.GetRequiredService<ClientCertificates>().VerifyAtStart();
    }
}
