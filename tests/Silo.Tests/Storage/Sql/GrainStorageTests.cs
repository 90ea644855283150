using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace CryptoPay.Silo.Tests.Storage.Sql;

public abstract class GrainStorageTests(DatabaseSilo silo)
{
    private static readonly Document First = Document.Of("default", "first");
    private static readonly Document Second = Document.Of("default", "second");

    [Fact]
    public async Task Of_eight_first_writers_in_two_silos_exactly_one_wins()
    {
        await using var other = await DatabaseSilo.Start(silo.Options);

        foreach (var key in Enumerable.Range(0, 100).Select(number => $"race/{number}"))
        {
            var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
            {
                try
                {
                    await (writer % 2 == 0 ? silo : other).Storage.Write(key, new(First with { Version = writer }));
                    return writer;
                }
                catch (InconsistentStateException)
                {
                    return -1;
                }
            }));
            var winner = Assert.Single(await Task.WhenAll(writers), writer => writer >= 0);
            Assert.Equal(winner, (await silo.Storage.Read(key)).State!.Version);
        }
    }

    [Fact]
    public async Task A_stale_writer_and_a_stale_clear_change_nothing()
    {
        await silo.Storage.Write("stale/1", new(First));
        var stale = await silo.Storage.Read("stale/1");
        var fresh = await silo.Storage.Read("stale/1");
        fresh.State = Second;
        await silo.Storage.Write("stale/1", fresh);

        await Assert.ThrowsAsync<InconsistentStateException>(() => silo.Storage.Write("stale/1", stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => silo.Storage.Clear("stale/1", stale));

        Assert.Equal(Second, (await silo.Storage.Read("stale/1")).State);
    }

    [Fact]
    public async Task A_cleared_row_keeps_its_version_so_a_writer_from_before_stays_stale()
    {
        await silo.Storage.Write("cleared/1", new(First));
        var before = await silo.Storage.Read("cleared/1");
        var clearing = await silo.Storage.Read("cleared/1");
        await silo.Storage.Clear("cleared/1", clearing);

        var cleared = await silo.Storage.Read("cleared/1");
        Assert.False(cleared.RecordExists);
        await Assert.ThrowsAsync<InconsistentStateException>(() => silo.Storage.Write("cleared/1", before));
        await Assert.ThrowsAsync<InconsistentStateException>(() => silo.Storage.Write("cleared/1", new(First)));

        cleared.State = Second;
        await silo.Storage.Write("cleared/1", cleared);
        Assert.Equal(Second, (await silo.Storage.Read("cleared/1")).State);
    }

    [Fact]
    public async Task A_deleted_row_is_not_brought_back_by_a_stale_writer()
    {
        var deleting = silo.Services.GetRequiredKeyedService<IGrainStorage>(DatabaseSilo.Deleting);
        await deleting.Write("deleted/1", new(First));
        var stale = await deleting.Read("deleted/1");
        var fresh = await deleting.Read("deleted/1");
        await deleting.Write("deleted/1", fresh);
        await Assert.ThrowsAsync<InconsistentStateException>(() => deleting.Clear("deleted/1", stale));

        await deleting.Clear("deleted/1", fresh);

        await Assert.ThrowsAsync<InconsistentStateException>(() => deleting.Clear("deleted/1", stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => deleting.Write("deleted/1", stale));
        Assert.False((await deleting.Read("deleted/1")).RecordExists);
        await deleting.Write("deleted/1", new(Second));
    }

    [Theory]
    [InlineData("deadbeef")]
    [InlineData("DEADBEEF")]
    [InlineData("0deadbeef")]
    [InlineData("0")]
    [InlineData("abc+default/1")]
    [InlineData("6f9619ff8b86d011b42d00cf4fc964ff")]
    [InlineData("00000000000000000000000000000000")]
    public async Task A_key_that_Orleans_does_not_keep_as_a_string_is_refused(string key)
    {
        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => silo.Storage.Write(key, new(First)));

        Assert.Contains("grain_key", refusal.Message, StringComparison.Ordinal);
        Assert.False((await silo.Storage.Read(key)).RecordExists);
    }

    [Fact]
    public async Task Keys_with_a_slash_are_kept_letter_by_letter()
    {
        await silo.Storage.Write("default/deadbeef", new(First));
        await silo.Storage.Write("default/DEADBEEF", new(Second));

        Assert.Equal(First, (await silo.Storage.Read("default/deadbeef")).State);
        Assert.Equal(Second, (await silo.Storage.Read("default/DEADBEEF")).State);
    }

    [Fact]
    public void A_document_that_is_not_JSON_is_refused()
    {
        var refusal = Assert.ThrowsAny<DbException>(() => silo.Database.Scalar(
            """
            INSERT INTO grain_state(service_id, grain_type, grain_key, version, payload)
            VALUES ('tests', 'state', 'broken/1', 1, 'no JSON')
            """));

        Assert.Contains("JSON", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }
}
