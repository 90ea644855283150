using Orleans.Serialization;

namespace CryptoPay.Hosting.Cluster;

public static class DatabaseFaults
{
    /// <summary>
    /// Has a fault of the database arrive as what it is: else Orleans tells the caller that it has no codec for it.
    /// Silo and client both have to know.
    /// </summary>
    public static void CrossTheWire(ExceptionSerializationOptions exceptions) =>
        exceptions.SupportedNamespacePrefixes.Add("Npgsql");
}
