using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CryptoPay.Gateway.Tests.Listening;

/// <summary>A certificate authority of its own.</summary>
internal sealed class Authority : IDisposable
{
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly X509Certificate2 root;

    public Authority(string name = "CN=Root")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        root = request.CreateSelfSigned(Days(-100), Days(100));
    }

    public string Pem => root.ExportCertificatePem();

    /// <param name="fromDay">From so many days after today.</param>
    /// <param name="purpose">Null: any.</param>
    public X509Certificate2 Issue(
        string subject, int fromDay = -1, int toDay = 1, string? purpose = ClientAuthentication)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        if (purpose is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: true));
        using var issued = request.Create(root, Days(fromDay), Days(toDay), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    public void Dispose() => root.Dispose();

    private static DateTimeOffset Days(int days) => DateTimeOffset.UtcNow.AddDays(days);
}
