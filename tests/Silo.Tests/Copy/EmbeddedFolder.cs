using System.Collections.Immutable;
using CryptoPay.Grains.Access;
using CryptoPay.Grains.Interfaces.Access;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Deciding;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;
using CryptoPay.Silo.Storage.Sql;
using CryptoPay.Silo.Tests.Storage.Sql;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Silo.Tests.Copy;

/// <summary>What a gateway leaves behind when it is stopped: SQLite's file and the keys beside it.</summary>
internal sealed class EmbeddedFolder : IDisposable
{
    public const string Metadata = "the customer's session";
    public static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

    private static readonly PollingPolicy Policy = new();

    private readonly TemporaryFolder folder = new();

    public string Database => folder.Database;

    public string Folder => Path.GetDirectoryName(Database)!;

    public IssuedSecrets Operator { get; private set; } = null!;

    /// <summary>Three orders and all else that a gateway keeps.</summary>
    public static async Task<EmbeddedFolder> New(params (string Name, string Value)[] settings)
    {
        var made = new EmbeddedFolder();
        await using var gateway = made.Open(settings);
        for (var number = 1; number <= 3; number++) await made.AddOrder(gateway, $"CC-{number}");
        var secrets = gateway.GetRequiredService<OperatorSecrets>();
        (made.Operator, var stored) = secrets.Issue();
        await gateway.GetRequiredService<IOperatorStore>().Add(new("ann", ["ops:read"], "*"), stored, Now);
        await gateway.GetRequiredService<IApiKeyStore>().Add(
            new StoredKey("flow", "hash of flow", "north", ["payments:read"], Now) { Addresses = ["10.0.0.0/8"] },
            CancellationToken.None);
        await gateway.GetRequiredService<IAccessLog>().Write([Access("CC-1"), Access("CC-2")], CancellationToken.None);
        var witness = gateway.GetDataProtectionProvider().CreateProtector("CryptoPay.Health.v1").Protect("witness");
        await gateway.GetRequiredService<IStorageProbe>().Write(witness, CancellationToken.None);
        return made;
    }

    public static AccessRecord Access(string orderId) => new(Now, "flow", "payment", "default", orderId, "10.0.0.1");

    /// <summary>A gateway's storage, which has the file open until it is disposed of.</summary>
    public ServiceProvider Open(params (string Name, string Value)[] settings) => StorageComposition.OpenStorage(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value))
            .AddInMemoryCollection([new("Storage:ConnectionString", $"Data Source={Database}")]).Build());

    /// <summary>So many rows beside the orders.</summary>
    public void AddRows(int count) => Run(
        """
        WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < @count)
        INSERT INTO grain_state(service_id, grain_type, grain_key, version, payload)
        SELECT 'cryptopay', 'account', 'account-' || n, 1, '{"version":1,"pause":{"n":' || n || '}}' FROM number
        """,
        ("@count", count));

    public void Run(string sql, params (string Name, object Value)[] parameters)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False;Default Timeout=1");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    /// <summary>The same after kill -9: what was written last stands in the log beside the file.</summary>
    public EmbeddedFolder Killed()
    {
        var copy = new EmbeddedFolder();
        using var gateway = Open();
        Run("UPDATE api_key SET last_used_at = 1");
        foreach (var file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy.Folder, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }

    /// <summary>What stands in each file, by its name.</summary>
    public Dictionary<string, string> Files() => Directory
        .GetFiles(Folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file)));

    public void Dispose() => folder.Dispose();

    private async Task AddOrder(IServiceProvider gateway, string orderId)
    {
        var create = new Command.Create(
            new CreatePaymentIntent
            {
                Price = new Money(100.10m, "USD"),
                CryptoCode = "BTC",
                PosLabel = "Größe \"5\" \\ €",
                Metadata = ImmutableSortedDictionary<string, Sensitive>.Empty.Add("session", new Sensitive(Metadata)),
            },
            new(new("default", orderId), $"pi_{orderId}", "attempt-0", new Sensitive("salt"), "sandbox"), Now);
        var document = After(new PaymentIntentDocument(), create);
        document = After(document, new Command.Cancel(Now.AddSeconds(10)));
        var sealing = gateway.GetRequiredService<SealedRows>();
        document = await sealing.Keyed(document);
        Run(
            """
            INSERT INTO grain_state(service_id, grain_type, grain_key, version, payload)
            VALUES ('cryptopay', 'intent', @key, 2, CAST(@payload AS TEXT))
            """,
            ("@key", $"default/{orderId}"),
            ("@payload", (await sealing.Seal($"default/{orderId}", document)).ToArray()));
        Run(
            "INSERT INTO reminder VALUES ('cryptopay', @id, 'short-poll', @hash, @start, 60000, 3)",
            ("@id", $"payment-intent/default/{orderId}"), ("@hash", -orderId.Length),
            ("@start", Now.UtcDateTime.AddTicks(1234567)));
    }

    private static PaymentIntentDocument After(PaymentIntentDocument document, Command command) =>
        ((Decision.Accepted)Decider.Decide(document.Intent, command, Policy)).Events
        .Aggregate(document, (last, happened) => last.After(happened, "flow"));
}
