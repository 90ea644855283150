using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CryptoPay.Postgres;

/// <summary>What the keys are encrypted for that stand in a database.</summary>
internal static class KeysCertificate
{
    /// <summary>A new one, with its RSA key, as a PEM file has them.</summary>
    public static string NewPem()
    {
        using var key = RSA.Create(2048);
        return Pem(new CertificateRequest("CN=keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), key);
    }

    public static string Pem(CertificateRequest request, AsymmetricAlgorithm key)
    {
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99));
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }
}
