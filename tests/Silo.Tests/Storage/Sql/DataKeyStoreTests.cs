using System.Text;
using CryptoPay.Grains.DataKeys;
using CryptoPay.Silo.Storage;
using CryptoPay.Silo.Storage.Erasing;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Silo.Tests.Storage.Sql;

/// <summary>Where data keys are kept, and what was erased.</summary>
public abstract class DataKeyStoreTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 30, 0, 123, TimeSpan.Zero);

    private readonly FreshDatabase fresh;
    private readonly ServiceProvider services;
    private readonly IDataKeyStore keys;
    private readonly IErasureLog log;

    protected DataKeyStoreTests(FreshDatabase fresh)
    {
        this.fresh = fresh;
        services = Open();
        (keys, log) = (services.GetRequiredService<IDataKeyStore>(), services.GetRequiredService<IErasureLog>());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static StoredDataKey Key(string id, string owner = "owner", string order = "", int minutes = 0) =>
        new(id, $"wrapped {id}", owner, order, Now.AddMinutes(minutes));

    [Fact]
    public async Task A_key_is_found_as_it_was_added_and_the_first_of_its_name_stays()
    {
        await keys.Add(Key("k-1", order: "m/CC-1"), Cancellation);
        await keys.Add(Key("k-1") with { Wrapped = "another" }, Cancellation);

        Assert.Equal(Key("k-1", order: "m/CC-1"), await keys.Find("k-1", Cancellation));
        Assert.Null(await keys.Find("k-2", Cancellation));
    }

    [Fact]
    public async Task Keys_of_an_owner_are_told_oldest_first_and_those_of_nobody_are_nobodys()
    {
        await keys.Add(Key("new", minutes: 1), Cancellation);
        await keys.Add(Key("old"), Cancellation);
        await keys.Add(Key("other", "another"), Cancellation);
        await keys.Add(Key("own", owner: "", order: "m/CC-1"), Cancellation);

        Assert.Equal(["old", "new"], (await keys.OfOwner("owner", Cancellation)).Select(key => key.KeyId));
        Assert.Empty(await keys.OfOwner("", Cancellation));
    }

    [Fact]
    public async Task A_closed_key_is_listed_until_it_is_destroyed_and_a_destroyed_one_leaves_nothing_of_itself()
    {
        await keys.Add(Key("k-1"), Cancellation);
        await keys.Add(Key("k-2"), Cancellation);

        await keys.Close("k-1", Now, Cancellation);
        await keys.Close("k-1", Now.AddHours(1), Cancellation);
        Assert.Equal(Key("k-1") with { ClosedAt = Now }, Assert.Single(await keys.Closed(Cancellation)));

        await keys.Destroy("k-1", Now.AddHours(2), Cancellation);
        await keys.Destroy("k-1", Now.AddHours(3), Cancellation);
        Assert.Empty(await keys.Closed(Cancellation));
        Assert.Equal(["k-1"], await keys.Destroyed(Cancellation));
        Assert.Equal(
            Key("k-1") with { Wrapped = "", ClosedAt = Now, DestroyedAt = Now.AddHours(2) },
            await keys.Find("k-1", Cancellation));
        Assert.Equal(Key("k-2"), await keys.Find("k-2", Cancellation));
    }

    [Fact]
    public async Task What_was_destroyed_stands_in_no_file_any_more()
    {
        await keys.Add(Key("k-1") with { Wrapped = "a-key-to-be-destroyed" }, Cancellation);
        Assert.Contains(FilesOf(fresh), bytes => bytes.Contains("a-key-to-be-destroyed"));

        await keys.Destroy("k-1", Now, Cancellation);
        // Whoever reads the database at that moment, as PostgreSQL's own maintenance does, may need the row still.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        do
        {
            await keys.Purge(patience.Token);
        }
        while (FilesOf(fresh).Any(bytes => bytes.Contains("a-key-to-be-destroyed")));

        Assert.NotNull(await keys.Find("k-1", Cancellation));
    }

    [Fact]
    public async Task A_key_that_comes_back_with_a_backup_is_destroyed_again_by_the_next_start()
    {
        await log.Add(new ErasureEntry(Now, "k-1", "", "owner", "customer", "ops"), Cancellation);
        await keys.Add(Key("k-1"), Cancellation);

        await services.GetRequiredService<ErasureStart>().StartingAsync(Cancellation);

        Assert.Equal(("", Now), await keys.Find("k-1", Cancellation) is { } key ? (key.Wrapped, key.DestroyedAt) : default);
    }

    [Fact]
    public async Task The_log_says_what_was_erased_of_whom_once()
    {
        var order = new ErasureEntry(Now, "k-1", "m/CC-1", "owner", "customer", "ops");
        var key = new ErasureEntry(Now.AddMinutes(1), "k-1", "", "owner", "customer", "ops");
        foreach (var entry in (ErasureEntry[])[key, order, order, key with { KeyId = "k-2", Owner = "" }])
            await log.Add(entry, Cancellation);
        await log.Add(order with { Who = "another", At = Now.AddYears(1) }, Cancellation);

        Assert.Equal([order, key], await log.OfOwner("owner", Cancellation));
        Assert.Equal(["k-1", "k-2"], (await log.Keys(Cancellation)).Select(entry => entry.KeyId).Order());
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await services.DisposeAsync();
        await fresh.DisposeAsync();
    }

    /// <summary>What stands on disk of the database, as text of one byte a letter.</summary>
    protected abstract IEnumerable<string> FilesOf(FreshDatabase database);

    protected static string TextIn(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        open.CopyTo(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }

    private ServiceProvider Open()
    {
        fresh.Apply();
        var opened = new ServiceCollection().AddLogging().AddDatabase(fresh.Storage).BuildServiceProvider();
        opened.GetRequiredService<ErasureStart>().Apply();
        return opened;
    }
}
