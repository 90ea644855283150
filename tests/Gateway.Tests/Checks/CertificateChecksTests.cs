using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CryptoPay.Gateway.Checks;
using CryptoPay.Processors.Checks;
using Microsoft.Extensions.Configuration;

namespace CryptoPay.Gateway.Tests.Checks;

/// <summary>Certificates that end on 1 December 2026, in the forms that Kestrel takes.</summary>
public sealed class CertificateChecksTests : IDisposable
{
    private const string Password = "of the certificate";

    private static readonly DateTimeOffset End = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-certificates-").FullName;

    public CertificateChecksTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=pay.example.com", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(End.AddYears(-1), End);
        Write("cert.pem", certificate.ExportCertificatePem());
        Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(Path.Combine(folder, "cert.pfx"), certificate.Export(X509ContentType.Pkcs12, Password));
        Close("cert.pfx");
    }

    [Theory]
    [InlineData("2026-10-31", FindingKind.Good, "is good until 2026-12-01")]
    [InlineData("2026-11-02", FindingKind.Note, "ends on 2026-12-01. Renew it before.")]
    [InlineData("2026-12-01", FindingKind.Fault, "ended on 2026-12-01, so no caller accepts it")]
    public void A_certificate_is_noted_for_thirty_days_and_then_a_fault(string on, FindingKind kind, string says)
    {
        var now = DateTimeOffset.Parse($"{on}T00:00:00Z");
        Dictionary<string, string?>[] forms =
        [
            Certificate("Kestrel:Certificates:Default", "cert.pem", ("KeyPath", "key.pem")),
            Certificate("Kestrel:Endpoints:A:Certificate", "cert.pfx", ("Password", Password)),
            Certificate("Kestrel:Endpoints:A:Sni:x:Certificate", $"{folder}/cert.pem", ("KeyPath", "key.pem")),
        ];

        Assert.All(forms, form =>
        {
            var finding = Assert.Single(Of(form, now));
            Assert.Equal(kind, finding.Kind);
            Assert.Contains(says, finding.Text);
            Assert.StartsWith(form.Keys.First(), finding.Text);
        });
    }

    [Theory]
    [InlineData("nowhere.pem", "")]
    [InlineData("cert.pfx", "a wrong password")]
    [InlineData("key.pem", "")]
    public void One_that_cannot_be_read_is_a_fault(string file, string password)
    {
        var finding = Assert.Single(Of(
            Certificate("Kestrel:Certificates:Default", file, ("Password", password)), End.AddMonths(-6)));

        Assert.Equal(FindingKind.Fault, finding.Kind);
        Assert.DoesNotContain("a wrong password", finding.Text);
    }

    [Fact]
    public void A_key_that_every_user_can_read_is_noted_but_not_in_a_container()
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(Path.Combine(folder, "key.pem"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var settings = Certificate("Kestrel:Certificates:Default", "cert.pem", ("KeyPath", "key.pem"));

        Assert.Contains(
            $"{Path.Combine(folder, "key.pem")} holds a private key", Of(settings, End.AddMonths(-6))[1].Text);
        settings["DOTNET_RUNNING_IN_CONTAINER"] = "true";
        Assert.Equal(FindingKind.Good, Assert.Single(Of(settings, End.AddMonths(-6))).Kind);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Dictionary<string, string?> Certificate(
        string section, string path, (string Name, string Value) more) =>
        new() { [$"{section}:Path"] = path, [$"{section}:{more.Name}"] = more.Value };

    private Finding[] Of(Dictionary<string, string?> settings, DateTimeOffset now) =>
    [
        .. CertificateChecks.Of(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), folder, now),
    ];

    private void Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(folder, name), text);
        Close(name);
    }

    private void Close(string name)
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(Path.Combine(folder, name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
