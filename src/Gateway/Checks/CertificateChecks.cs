using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CryptoPay.Processors.Checks;

namespace CryptoPay.Gateway.Checks;

/// <summary>The certificates that Kestrel would serve with, as far as they are files.</summary>
internal static class CertificateChecks
{
    private static readonly TimeSpan Notice = TimeSpan.FromDays(30);

    /// <param name="root">What their paths are relative to.</param>
    public static IEnumerable<Finding> Of(IConfiguration configuration, string root, DateTimeOffset now) =>
        configuration.GetSection("Kestrel").AsEnumerable()
        .Where(setting => setting is { Value.Length: > 0 } && setting.Key.EndsWith(":Path", StringComparison.Ordinal))
        .OrderBy(setting => setting.Key, StringComparer.Ordinal)
        .SelectMany(setting => Of(setting.Key, configuration.GetSection(setting.Key[..^":Path".Length]), root, now,
            FileRights.AreOfContainer(configuration)));

    private static IEnumerable<Finding> Of(
        string setting, IConfigurationSection certificate, string root, DateTimeOffset now, bool isInContainer)
    {
        var file = Path.Combine(root, certificate["Path"]!);
        var keyFile = certificate["KeyPath"] is { Length: > 0 } key ? Path.Combine(root, key) : file;
        yield return Age(setting, file, certificate["Password"], now);
        if (!isInContainer && File.Exists(keyFile) && FileRights.LetAllRead(keyFile))
        {
            yield return new Finding(FindingKind.Note, $"{keyFile} holds a private key, and every user of this machine "
                + $"can read it. Take that right away: chmod o= {keyFile}");
        }
    }

    private static Finding Age(string setting, string file, string? password, DateTimeOffset now)
    {
        DateTimeOffset end;
        try
        {
            using var certificate = X509Certificate2.GetCertContentType(file) == X509ContentType.Pkcs12
                ? X509CertificateLoader.LoadPkcs12FromFile(file, password)
                : X509CertificateLoader.LoadCertificateFromFile(file);
            end = new DateTimeOffset(certificate.NotAfter).ToUniversalTime();
        }
        catch (Exception cannot) when (cannot is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return new Finding(FindingKind.Fault,
                $"{setting}: {file} cannot be read as a certificate. Compare file and password. {cannot.Message}");
        }

        return end <= now
            ? new Finding(FindingKind.Fault, $"{setting}: the certificate in {file} ended on {end:yyyy-MM-dd}, so no "
                + "caller accepts it. Renew it.")
            : end <= now + Notice
                ? new Finding(FindingKind.Note, $"{setting}: the certificate in {file} ends on {end:yyyy-MM-dd}. Renew "
                    + "it before.")
                : new Finding(FindingKind.Good, $"{setting}: the certificate is good until {end:yyyy-MM-dd}.");
    }
}
