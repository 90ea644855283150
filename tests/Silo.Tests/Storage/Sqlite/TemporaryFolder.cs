namespace CryptoPay.Silo.Tests.Storage.Sqlite;

public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cryptopay-");

    /// <summary>A file that is not there yet, in a folder that is not there yet.</summary>
    public string Database => Path.Combine(folder.FullName, "data", "cryptopay.db");

    public void Dispose() => folder.Delete(recursive: true);
}
