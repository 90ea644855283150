using System.Text;
using CryptoPay.Hosting.Storage;
using CryptoPay.Postgres;
using CryptoPay.Silo.Copy;
using CryptoPay.Silo.Storage.Postgres;
using CryptoPay.Silo.Tests.Storage.Postgres;
using CryptoPay.Silo.Tests.Storage.Sql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Silo.Tests.Copy;

/// <summary>The command, a certificate and an empty database of a real server.</summary>
internal sealed class CopyRig : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-copy-").FullName;

    /// <summary>It stands still.</summary>
    private readonly FakeTimeProvider clock = new(EmbeddedFolder.Now);

    public CopyRig(SharedPostgres shared)
    {
        Target = shared.NewStorage();
        Target.KeysCertificatePath = NewCertificate("keys");
    }

    public StorageOptions Target { get; }

    /// <summary>Of the last copy.</summary>
    public string Output { get; private set; } = "";

    public string Notes { get; private set; } = "";

    public string LastNote => Notes.TrimEnd().Split('\n')[^1];

    public Task<int> Copy(EmbeddedFolder from, params string[] settings) =>
        Run([.. Words(from), $"--Storage:KeysCertificatePath={Target.KeysCertificatePath}", .. settings]);

    public async Task Succeeds(EmbeddedFolder from, params string[] settings)
    {
        var exitCode = await Copy(from, settings);
        Assert.True(exitCode == 0, $"{exitCode}\n{Notes}\n{Output}");
    }

    public async Task<int> Run(string[] words, Action<string>? hears = null, CancellationToken cancellation = default)
    {
        await using var output = new StringWriter();
        await using var notes = new Notebook(hears);
        try
        {
            return await new CopyCommand(output, notes, clock).Run(words, cancellation);
        }
        finally
        {
            (Output, Notes) = (output.ToString(), notes.ToString());
        }
    }

    /// <summary>Ends on its way, when so many rows of grain_state are there.</summary>
    public async Task CopyFirst400(EmbeddedFolder from)
    {
        using var end = new CancellationTokenSource();
        var exitCode = await Run(
            [.. Words(from), $"--Storage:KeysCertificatePath={Target.KeysCertificatePath}"],
            note =>
            {
                if (note.StartsWith("Copied ", StringComparison.Ordinal) && note.Contains("grain_state 400 "))
                    end.Cancel();
                clock.Advance(TimeSpan.FromSeconds(1));
            },
            end.Token);
        Assert.Equal((1, "It was ended on its way. The same command goes on."), (exitCode, LastNote));
        Assert.Equal(400L, InTarget("SELECT count(*) FROM grain_state"));
    }

    public string[] Words(EmbeddedFolder from) => ["--from", from.Folder, "--to", Target.ConnectionString];

    public string NewCertificate(string name)
    {
        var path = Path.Combine(folder, $"{name}.pem");
        File.WriteAllText(path, KeysCertificate.NewPem());
        return path;
    }

    /// <summary>As a silo or a command does.</summary>
    public ServiceProvider OpenTarget() => StorageComposition.OpenStorage(
        new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Storage:Provider", Target.Provider), new("Storage:ConnectionString", Target.ConnectionString),
            new("Storage:KeysCertificatePath", Target.KeysCertificatePath),
        ]).Build());

    public object? InTarget(string sql)
    {
        using var source = PostgresConnections.Open(Target);
        return new PostgresDatabase(source, NullLogger<PostgresDatabase>.Instance).Scalar(sql);
    }

    /// <summary>As a start does first.</summary>
    public async Task ApplySchema()
    {
        await using var target = new FreshPostgres(Target);
        target.Apply();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private sealed class Notebook(Action<string>? hears) : StringWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            hears?.Invoke(value ?? "");
        }
    }
}
