using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CryptoPay.Hosting.Storage;

/// <summary>The keys that open the encrypted values, and what opens these.</summary>
public static class KeyRing
{
    /// <summary>Of all our processes: what one encrypts the others open.</summary>
    /// <exception cref="InvalidOperationException">A certificate is none; the message names it.</exception>
    public static IDataProtectionBuilder AddKeyRing(this IServiceCollection services, StorageOptions options)
    {
        var ring = services.AddDataProtection().SetApplicationName("CryptoPay");
        if (options.KeysCertificatePath != "")
        {
            ring.ProtectKeysWithCertificate(CertificateIn("KeysCertificatePath", options.KeysCertificatePath));
            ring.UnprotectKeysWithAnyCertificate([.. options.PreviousKeysCertificatePaths
                .Select((path, number) => CertificateIn($"PreviousKeysCertificatePaths:{number}", path))]);
        }

        return ring;
    }

    /// <summary>They stand in the database of the data source that is registered.</summary>
    public static IDataProtectionBuilder PersistKeysToPostgres(this IDataProtectionBuilder ring)
    {
        ring.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services =>
            new ConfigureOptions<KeyManagementOptions>(keys =>
                keys.XmlRepository = new PostgresKeys(services.GetRequiredService<NpgsqlDataSource>())));
        return ring;
    }

    private static X509Certificate2 CertificateIn(string setting, string path)
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(path);
            using var key = certificate.GetRSAPrivateKey();
            if (key is not null) return certificate;
        }
        catch (Exception cannot) when (cannot is CryptographicException or IOException or UnauthorizedAccessException
            or ArgumentException)
        {
            // Told below, without its message, which may show what stands in the file.
        }

        throw new InvalidOperationException(
            $"Storage:{setting}: '{path}' must be a PEM file of an RSA certificate and its private key.");
    }
}
