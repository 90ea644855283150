using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.Storage;

/// <summary>An invoice of any dialect as a JSON document, beside the columns that rows are looked up by.</summary>
/// <param name="DueAtMs">Unix milliseconds at which time alone changes the invoice; null for never.</param>
internal sealed record StoredInvoice(string Dialect, string InvoiceId, string OrderId, long? DueAtMs, string Document);

/// <summary>
/// SQLite on one connection, opened at first use. Who reads in order to write holds <see cref="Turn"/> meanwhile.
/// </summary>
internal sealed class SandboxDatabase(IOptionsMonitor<DatabaseOptions> options) : IDisposable
{
    private SqliteConnection? connection;

    public Lock Turn { get; } = new();

    /// <summary>Inserts, or replaces the row of the same dialect and invoice ID.</summary>
    public void Save(StoredInvoice row) => Execute(
        """
        INSERT INTO invoices (dialect, invoice_id, order_id, due_at_ms, document) VALUES ($a, $b, $c, $d, $e)
        ON CONFLICT (dialect, invoice_id) DO UPDATE SET due_at_ms = excluded.due_at_ms, document = excluded.document
        """,
        row.Dialect, row.InvoiceId, row.OrderId, row.DueAtMs, row.Document);

    public string? Find(string dialect, string invoiceId) => Documents(
        "SELECT document FROM invoices WHERE dialect = $a AND invoice_id = $b", dialect, invoiceId).SingleOrDefault();

    /// <summary>Newest first.</summary>
    public IReadOnlyList<string> OfOrder(string dialect, string orderId) => Documents(
        "SELECT document FROM invoices WHERE dialect = $a AND order_id = $b ORDER BY number DESC", dialect, orderId);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<string> Newest(string dialect, int count) =>
        Documents("SELECT document FROM invoices WHERE dialect = $a ORDER BY number DESC LIMIT $b", dialect, count);

    public IReadOnlyList<string> Due(string dialect, DateTimeOffset now) => Documents(
        "SELECT invoice_id FROM invoices WHERE dialect = $a AND due_at_ms <= $b ORDER BY number",
        dialect, now.ToUnixTimeMilliseconds());

    public int Count(string dialect) =>
        int.Parse(
            Documents("SELECT CAST(count(*) AS TEXT) FROM invoices WHERE dialect = $a", dialect).Single(),
            CultureInfo.InvariantCulture);

    public void RefuseWebhooks(string orderId, bool refuse) => Execute(
        refuse
            ? "INSERT OR IGNORE INTO refused_orders (order_id) VALUES ($a)"
            : "DELETE FROM refused_orders WHERE order_id = $a",
        orderId);

    public bool RefusesWebhooks(string orderId) =>
        Documents("SELECT order_id FROM refused_orders WHERE order_id = $a", orderId).Count > 0;

    public void Dispose() => connection?.Dispose();

    private List<string> Documents(string sql, params object?[] values)
    {
        lock (Turn)
        {
            using var command = Command(sql, values);
            using var reader = command.ExecuteReader();
            var documents = new List<string>();
            while (reader.Read()) documents.Add(reader.GetString(0));
            return documents;
        }
    }

    private void Execute(string sql, params object?[] values)
    {
        lock (Turn)
        {
            using var command = Command(sql, values);
            command.ExecuteNonQuery();
        }
    }

    private SqliteCommand Command(string sql, object?[] values)
    {
        var command = (connection ??= Open(options.CurrentValue.ConnectionString)).CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue("$" + (char)('a' + i), values[i] ?? DBNull.Value);
        return command;
    }

    private static SqliteConnection Open(string connectionString)
    {
        // Without pooling the file is free as soon as the host is gone.
        var settings = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(settings.DataSource))!);
        var opened = new SqliteConnection(settings.ConnectionString);
        opened.Open();
        using var command = opened.CreateCommand();
        command.CommandText =
            """
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS invoices (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                dialect TEXT NOT NULL,
                invoice_id TEXT NOT NULL,
                order_id TEXT NOT NULL,
                due_at_ms INTEGER NULL,
                document TEXT NOT NULL,
                UNIQUE (dialect, invoice_id));
            CREATE INDEX IF NOT EXISTS invoices_by_order ON invoices (dialect, order_id);
            CREATE INDEX IF NOT EXISTS invoices_by_due ON invoices (dialect, due_at_ms);
            CREATE TABLE IF NOT EXISTS refused_orders (order_id TEXT PRIMARY KEY);
            """;
        command.ExecuteNonQuery();
        return opened;
    }
}
