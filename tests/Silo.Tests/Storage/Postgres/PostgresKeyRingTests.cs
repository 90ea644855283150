using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CryptoPay.Hosting.Storage;
using CryptoPay.Postgres;
using CryptoPay.Silo.Storage;
using CryptoPay.Silo.Tests.Storage.Sql;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Silo.Tests.Storage.Postgres;

public sealed class PostgresKeyRingTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-keys-").FullName;
    private readonly StorageOptions storage;
    private readonly FreshPostgres fresh;

    public PostgresKeyRingTests(SharedPostgres shared)
    {
        storage = shared.NewStorage();
        storage.KeysCertificatePath = NewCertificate("first");
        fresh = new(storage);
        fresh.Apply();
    }

    [Fact]
    public async Task What_one_process_encrypts_every_other_opens()
    {
        await using var one = Process(storage);
        await using var other = Process(storage);

        var secret = Protector(one).Protect("secret");

        Assert.Equal("secret", Protector(other).Unprotect(secret));
        Assert.Equal(1L, fresh.Database.Scalar("SELECT count(*) FROM key_ring"));
    }

    [Fact]
    public async Task In_the_database_stands_no_key_that_opens_anything()
    {
        await using var process = Process(storage);
        Protector(process).Protect("secret");

        var key = (string)fresh.Database.Scalar("SELECT xml FROM key_ring")!;

        Assert.Contains("<EncryptedData", key);
        Assert.DoesNotContain("<masterKey", key);
    }

    [Fact]
    public async Task After_a_change_of_the_certificate_the_previous_one_still_opens_what_was_there()
    {
        await using var before = Process(storage);
        var secret = Protector(before).Protect("secret");

        await using var after = Process(With("second", previous: storage.KeysCertificatePath));
        await using var stranger = Process(With("third"));

        Assert.Equal("secret", Protector(after).Unprotect(secret));
        Assert.ThrowsAny<CryptographicException>(() => Protector(stranger).Unprotect(secret));
    }

    [Fact]
    public async Task Of_processes_that_start_at_once_on_an_empty_database_one_makes_the_first_key()
    {
        var processes = Enumerable.Range(0, 6).Select(_ => Process(storage)).ToArray();

        await Task.WhenAll(processes.Select(process => Task.Run(process.GetRequiredService<SharedKeys>().Verify)));

        Assert.Equal(1L, fresh.Database.Scalar("SELECT count(*) FROM key_ring"));
        foreach (var process in processes) await process.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_another_certificate_is_refused_and_leaves_no_key_behind()
    {
        await using var first = Process(storage);
        first.GetRequiredService<SharedKeys>().Verify();
        await using var stranger = Process(With("third"));
        await using var successor = Process(With("second", previous: storage.KeysCertificatePath));

        var refusal = Assert.Throws<InvalidOperationException>(stranger.GetRequiredService<SharedKeys>().Verify);
        successor.GetRequiredService<SharedKeys>().Verify();

        Assert.StartsWith("Storage:KeysCertificatePath: this certificate does not open the keys", refusal.Message);
        Assert.Equal(1L, fresh.Database.Scalar("SELECT count(*) FROM key_ring"));
    }

    [Fact]
    public async Task Where_nobody_has_left_a_witness_yet_a_key_that_is_there_has_to_open()
    {
        await using var first = Process(storage);
        Protector(first).Protect("secret");
        await using var stranger = Process(With("third"));
        await using var other = Process(storage);

        Assert.Throws<InvalidOperationException>(stranger.GetRequiredService<SharedKeys>().Verify);
        other.GetRequiredService<SharedKeys>().Verify();

        Assert.Equal(1L, fresh.Database.Scalar("SELECT count(*) FROM key_ring"));
    }

    [Fact]
    public async Task A_key_that_is_gone_from_the_database_is_told_by_the_witness()
    {
        await using var process = Process(storage);
        var witness = new KeyWitness(process.GetDataProtectionProvider(), storage, process);
        var word = witness.New();
        witness.Verify(word);

        fresh.Database.Scalar("DELETE FROM key_ring");

        Assert.Throws<CryptographicException>(() => witness.Verify(word));
    }

    [Theory]
    [InlineData("no such file")]
    [InlineData("only a certificate")]
    [InlineData("no RSA key")]
    public void A_certificate_that_opens_nothing_is_told_by_its_setting(string what)
    {
        var path = Path.Combine(folder, "bad.pem");
        using var curve = ECDsa.Create();
        if (what == "only a certificate")
            File.WriteAllText(path, File.ReadAllText(storage.KeysCertificatePath).Split("-----BEGIN PRIVATE")[0]);
        if (what == "no RSA key")
        {
            File.WriteAllText(path, KeysCertificate.Pem(
                new CertificateRequest("CN=keys", curve, HashAlgorithmName.SHA256), curve));
        }

        var refusal = Assert.Throws<InvalidOperationException>(() => Process(new StorageOptions
        {
            Provider = StorageOptions.Postgres,
            ConnectionString = storage.ConnectionString,
            KeysCertificatePath = path,
        }));

        Assert.Equal(
            $"Storage:KeysCertificatePath: '{path}' must be a PEM file of an RSA certificate and its private key.",
            refusal.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no such file")]
    public void A_previous_certificate_that_is_none_is_told_by_its_own_setting(string path)
    {
        var refusal = Assert.Throws<InvalidOperationException>(
            () => Process(With("second", previous: [storage.KeysCertificatePath, path])));

        Assert.StartsWith($"Storage:PreviousKeysCertificatePaths:1: '{path}' must be", refusal.Message);
    }

    public async ValueTask DisposeAsync()
    {
        await fresh.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static ServiceProvider Process(StorageOptions storage)
    {
        var services = new ServiceCollection().AddLogging().AddDatabase(storage);
        services.AddStoredKeyRing(storage);
        return services.BuildServiceProvider();
    }

    private static IDataProtector Protector(IServiceProvider process) =>
        process.GetDataProtectionProvider().CreateProtector("tests");

    private StorageOptions With(string certificate, params string[] previous) => new()
    {
        Provider = StorageOptions.Postgres,
        ConnectionString = storage.ConnectionString,
        KeysCertificatePath = NewCertificate(certificate),
        PreviousKeysCertificatePaths = previous,
    };

    private string NewCertificate(string name)
    {
        var path = Path.Combine(folder, $"{name}.pem");
        File.WriteAllText(path, KeysCertificate.NewPem());
        return path;
    }
}
