using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace CryptoPay.Silo.Storage;

/// <summary>
/// Whether the keys that open the stored values are still on disk. This process keeps them in memory for a day, so only
/// who reads the folder anew sees that the next start would find none.
/// </summary>
internal sealed class KeyWitness(IDataProtectionProvider protection, StorageOptions storage)
{
    public const string Application = "CryptoPay";
    private const string Purpose = "CryptoPay.Health.v1";

    /// <summary>A word that only the keys of now open.</summary>
    public string New() => protection.CreateProtector(Purpose).Protect("witness");

    /// <exception cref="CryptographicException">The key that it was made with is not there.</exception>
    public void Verify(string witness)
    {
        try
        {
            // It must not make the key that it looks for.
            DataProtectionProvider
                .Create(
                    new DirectoryInfo(storage.KeysFolder),
                    keys => keys.SetApplicationName(Application).DisableAutomaticKeyGeneration())
                .CreateProtector(Purpose).Unprotect(witness);
        }
        catch (InvalidOperationException noKey)
        {
            throw new CryptographicException("There is no key at all.", noKey);
        }
    }
}
