using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Xml.Linq;
using CryptoPay.Hosting.Storage;
using CryptoPay.Silo.Storage;
using CryptoPay.Silo.Storage.Sqlite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace CryptoPay.Silo.Copy;

/// <summary>
/// Brings stored keys from one place to another. ASP.NET Core reads and writes this XML, and has no way to move a key.
/// </summary>
internal sealed class KeyEncryption : IDisposable
{
    private static readonly XNamespace Ring = "http://schemas.asp.net/2015/03/dataProtection";

    private readonly ServiceProvider services;
    private readonly EncryptedXmlDecryptor decryptor;
    private readonly IXmlEncryptor encryptor;

    /// <param name="target">Its certificate encrypts; it and the previous ones open.</param>
    /// <exception cref="InvalidOperationException">A certificate is none; the message names it.</exception>
    public KeyEncryption(StorageOptions target)
    {
        var ring = new ServiceCollection().AddLogging();
        ring.AddKeyRing(target);
        services = ring.BuildServiceProvider();
        decryptor = new EncryptedXmlDecryptor(services);
        encryptor = services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlEncryptor!;
    }

    /// <summary>Those of a SQLite database, plain.</summary>
    /// <exception cref="InvalidOperationException">There are none, or they do not open the database.</exception>
    public ImmutableArray<RingKey> PlainKeysOf(StorageOptions source, string? witness)
    {
        var folder = source.KeysFolder;
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.xml") : [];
        if (files.Length == 0)
        {
            throw new InvalidOperationException($"There are no keys in {folder}. "
                + "Say by Storage:KeysPath where the gateway of --from has them.");
        }

        ImmutableArray<RingKey> keys =
        [
            .. files.Order(StringComparer.Ordinal).Select(file =>
                Plain(new RingKey(Path.GetFileNameWithoutExtension(file), XElement.Load(file)))),
        ];
        if (witness is not null) Verify(witness, source);
        return keys;
    }

    /// <exception cref="InvalidOperationException">No certificate of the settings opens it.</exception>
    public RingKey Plain(RingKey key)
    {
        var xml = new XElement(key.Xml);
        try
        {
            foreach (var encrypted in xml.Descendants(Ring + "encryptedSecret").ToList())
                encrypted.ReplaceWith(decryptor.Decrypt(encrypted.Elements().Single()));
        }
        catch (CryptographicException fault)
        {
            throw new InvalidOperationException("Storage:KeysCertificatePath and Storage:PreviousKeysCertificatePaths: "
                + $"none of these certificates opens {key.Id}. Name the one that it was encrypted for, too.", fault);
        }

        // Which prefixes an encryption declares is no part of a key: without them equal keys are equal XML.
        xml.DescendantsAndSelf().Attributes().Where(attribute => attribute.IsNamespaceDeclaration).Remove();
        return key with { Xml = xml };
    }

    public RingKey Encrypted(RingKey plain)
    {
        var xml = new XElement(plain.Xml);
        foreach (var secret in xml.Descendants().Where(IsSecret).ToList())
        {
            var encrypted = encryptor.Encrypt(secret);
            secret.ReplaceWith(new XElement(Ring + "encryptedSecret",
                new XAttribute("decryptorType", encrypted.DecryptorType.AssemblyQualifiedName!),
                encrypted.EncryptedElement));
        }

        return plain with { Xml = xml };
    }

    public void Dispose() => services.Dispose();

    private static bool IsSecret(XElement element) => (bool?)element.Attribute(Ring + "requiresEncryption") == true;

    private static void Verify(string witness, StorageOptions source)
    {
        var ring = new ServiceCollection().AddLogging();
        ring.AddKeyRingAsStored(source).DisableAutomaticKeyGeneration();
        using var stored = ring.BuildServiceProvider();
        try
        {
            new KeyWitness(stored.GetDataProtectionProvider(), source, stored).Verify(witness);
        }
        catch (CryptographicException fault)
        {
            throw new InvalidOperationException($"The keys in {source.KeysFolder} do not open the database of --from. "
                + "Put those back that belong to it.", fault);
        }
    }
}
