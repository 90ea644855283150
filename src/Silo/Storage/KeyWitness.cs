using System.Security.Cryptography;
using CryptoPay.Hosting.Storage;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace CryptoPay.Silo.Storage;

/// <summary>
/// Whether the keys that open the stored values are still where the next process would look. This process keeps them in
/// memory for a day, so only who reads them anew sees that they are gone.
/// </summary>
internal sealed class KeyWitness(IDataProtectionProvider protection, StorageOptions storage, IServiceProvider services)
{
    private const string Purpose = "CryptoPay.Health.v1";

    /// <summary>A word that only the keys of now open.</summary>
    public string New() => protection.CreateProtector(Purpose).Protect("witness");

    /// <summary>As <see cref="New"/>, by a key that is stored.</summary>
    /// <exception cref="CryptographicException">None that is there can be opened.</exception>
    public string NewByStored() => WithStored(protector => protector.Protect("witness"));

    /// <exception cref="CryptographicException">The key that it was made with is not there.</exception>
    public void Verify(string witness) => WithStored(protector => protector.Unprotect(witness));

    private string WithStored(Func<IDataProtector, string> use)
    {
        try
        {
            var anew = new ServiceCollection();
            if (storage.IsShared) anew.AddSingleton(services.GetRequiredService<NpgsqlDataSource>());
            // It must not make the key that it looks for.
            anew.AddKeyRingAsStored(storage).DisableAutomaticKeyGeneration();
            using var provider = anew.BuildServiceProvider();
            return use(provider.GetDataProtectionProvider().CreateProtector(Purpose));
        }
        catch (InvalidOperationException noKey)
        {
            throw new CryptographicException("There is no key at all.", noKey);
        }
    }
}
