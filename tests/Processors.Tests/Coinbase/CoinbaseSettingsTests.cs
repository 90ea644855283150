using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.Tests.Coinbase;

public sealed class CoinbaseSettingsTests
{
    public static TheoryData<string, string?> Unusable()
    {
        using var otherCurve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(1024);
        var pem = CoinbaseDialect.Key.ExportECPrivateKeyPem();
        return new()
        {
            { "BaseUrl", null },
            { "BaseUrl", "http://business.example.com" },
            { "KeyId", "" },
            { "KeyId", "two words" },
            { "PrivateKey", null },
            { "PrivateKey", "hunter2" },
            { "PrivateKey", Convert.ToBase64String(new byte[64]) },
            { "PrivateKey", pem[..60] },
            { "PrivateKey", pem.Replace('A', 'B') },
            { "PrivateKey", otherCurve.ExportECPrivateKeyPem() },
            { "PrivateKey", rsa.ExportPkcs8PrivateKeyPem() },
            { "PrivateKey", CoinbaseDialect.Key.ExportSubjectPublicKeyInfoPem() },
            { "PrivateKey", CoinbaseDialect.Key.ExportEncryptedPkcs8PrivateKeyPem(
                "password", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1)) },
            { "WebhookSecret", " " },
        };
    }

    [Theory]
    [MemberData(nameof(Unusable), DisableDiscoveryEnumeration = true)]
    public void A_setting_that_cannot_work_stops_the_start_and_is_named_but_not_shown(string setting, string? value)
    {
        using var services = Start(setting, value);

        var error = Assert.Throws<OptionsValidationException>(
            () => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.StartsWith(
            $"Processors:desk:{setting} must be ", Assert.Single(error.Failures), StringComparison.Ordinal);
        if (value is { Length: > 3 }) Assert.DoesNotContain(value, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_may_be_SEC1_or_PKCS8_with_real_or_written_line_breaks()
    {
        var key = CoinbaseDialect.Key;
        foreach (var pem in new[] { key.ExportECPrivateKeyPem(), key.ExportPkcs8PrivateKeyPem() })
        {
            foreach (var text in new[] { pem, pem.Replace("\n", "\\n", StringComparison.Ordinal) })
            {
                using var services = Start("PrivateKey", text);
                services.GetRequiredService<IStartupValidator>().Validate();
            }
        }
    }

    private static ServiceProvider Start(string setting, string? value)
    {
        var settings = CoinbaseDialect.Settings.ToDictionary(pair => $"Processors:desk:{pair.Key}", pair => pair.Value);
        settings[$"Processors:desk:{setting}"] = value;
        return new ServiceCollection()
            .AddProcessorAccounts(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
    }
}
