using System.Collections.Immutable;
using CryptoPay.Grains;
using CryptoPay.Grains.Storage;
using CryptoPay.Hosting.Storage;
using CryptoPay.Silo.Storage;
using CryptoPay.Silo.Storage.Erasing;
using CryptoPay.Silo.Storage.Postgres;
using CryptoPay.Silo.Storage.Sql;
using Microsoft.AspNetCore.DataProtection;

namespace CryptoPay.Silo.Copy;

/// <summary>
/// A SQLite database into a PostgreSQL one: keys first, then table by table in the order of keys, then all is compared.
/// Where it ends on its way the next one goes on after the last row that is there.
/// </summary>
internal sealed class DatabaseCopy(StorageOptions from, StorageOptions to, TextWriter notes, TimeProvider time)
{
    private const int BatchRows = 200;

    /// <returns>What there is in both; none where the copy had finished before.</returns>
    /// <exception cref="InvalidOperationException">It cannot be copied; the message says what to do.</exception>
    /// <exception cref="InvalidDataException">PostgreSQL does not take a row; the message names it.</exception>
    public async Task<ImmutableArray<CopyVerdict>> Run(CancellationToken cancellation)
    {
        using var source = new CopySource(from);
        using var encryption = new KeyEncryption(to);
        var keys = encryption.PlainKeysOf(from, source.Witness);
        await using var services = Services();
        services.GetRequiredService<DatabaseSchema>().Apply(copies: true);
        services.GetRequiredService<ErasureStart>().Apply();
        var target = new CopyTarget(
            (PostgresDatabase)services.GetRequiredService<Database>(),
            new Dictionary<string, PostgresDatabase>
            {
                [DataKeyStore.Table] = (PostgresDatabase)services.GetRequiredKeyedService<Database>(ErasureStart.DataKeys),
                [ErasureLog.Table] = (PostgresDatabase)services.GetRequiredKeyedService<Database>(ErasureStart.Erasures),
            });
        var tables = ImmutableArray<CopiedTable>.Empty;
        foreach (var table in source.Tables)
            tables = tables.Add(await target.Table(table, source.KeyOf(table), cancellation));
        var progress = new CopyProgress(notes, time, [.. tables.Select(table => (table, source.Count(table.Name)))]);
        var fingerprint = source.Fingerprint(tables, keys, progress);
        if (await target.Begin(fingerprint, tables, keys.Select(encryption.Encrypted), cancellation) is { } at)
        {
            await notes.WriteLineAsync(FormattableString.Invariant(
                $"It was copied before: that finished at {at.UtcDateTime:u}."));
            return [];
        }

        // Another certificate may have begun it.
        foreach (var key in await target.Keys(cancellation)) _ = encryption.Plain(key);
        foreach (var table in tables) await Copy(table, source, target, progress, cancellation);

        var ring = services.GetDataProtectionProvider();
        var verification = new CopyVerification(
            source, target, services.GetRequiredService<SealedRows>(), progress);
        var verdicts = ImmutableArray.CreateBuilder<CopyVerdict>();
        foreach (var table in tables) verdicts.AddRange(await verification.Of(table, cancellation));
        verdicts.Add(await verification.OfKeys(keys, encryption, new KeyWitness(ring, to, services), cancellation));
        if (verdicts.All(verdict => verdict.IsGood)) await target.Finish(time.GetUtcNow(), cancellation);
        return verdicts.DrainToImmutable();
    }

    private static async Task Copy(
        CopiedTable table, CopySource source, CopyTarget target, CopyProgress progress, CancellationToken cancellation)
    {
        var there = await target.Count(table.Name, cancellation);
        foreach (var batch in source.Rows(table, skip: there).Chunk(BatchRows))
        {
            await target.Add(table, batch, cancellation);
            there += batch.Length;
            progress.Say("Copied", table, there);
        }
    }

    private ServiceProvider Services()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(time).AddDatabase(to);
        services.AddSealedRows().AddKeyRingAsStored(to).DisableAutomaticKeyGeneration();
        return services.BuildServiceProvider();
    }
}
