namespace CryptoPay.Sandbox.Storage;

/// <summary>Where the sandbox keeps its invoices, section <c>Sandbox</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>SQLite connection string of the sandbox's own database. The file's folder is made.</summary>
    public string ConnectionString { get; set; } = "Data Source=data/sandbox.db";
}
