using CryptoPay.Hosting.Storage;

namespace CryptoPay.Silo.Tests.Storage.Sql;

public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cryptopay-");

    /// <summary>A file that is not there yet, in a folder that is not there yet.</summary>
    public string Database => Path.Combine(folder.FullName, "data", "cryptopay.db");

    /// <summary>On that file.</summary>
    public StorageOptions Storage => new() { ConnectionString = $"Data Source={Database}" };

    public void Dispose() => folder.Delete(recursive: true);
}
