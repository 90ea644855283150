using CryptoPay.Hosting.Cluster;
using CryptoPay.Hosting.Storage;
using CryptoPay.Processors.Checks;

namespace CryptoPay.Gateway.Checks;

/// <summary>Whether what opens the stored values stands apart from them.</summary>
internal static class StorageChecks
{
    public static IEnumerable<Finding> Of(IConfiguration configuration)
    {
        // A gateway that is only a client keeps nothing.
        if (configuration.GetValue<ClusterMode>("Cluster:Mode") == ClusterMode.Client) yield break;
        var storage = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        if (storage.KeysCertificatePath == "")
        {
            yield return new Finding(FindingKind.Note, "Storage:KeysCertificatePath is not set, so the key ring is not "
                + "encrypted: who reads the disk, or steals a backup of all of it, reads what is personal.");
        }

        if (!storage.IsShared) yield break;
        foreach (var (setting, connectionString) in storage.Apart)
        {
            if (connectionString != "" && connectionString != storage.ConnectionString) continue;
            yield return new Finding(FindingKind.Note, $"Storage:{setting} names no database of its own, so a backup of "
                + "the orders holds it too, and a customer is erased from no backup before it is gone.");
        }
    }
}
