namespace CryptoPay.Silo.Tests.Storage.Sql;

public abstract class ReminderTests(DatabaseSilo silo)
{
    private static readonly DateTime Start = new(2026, 11, 23, 10, 20, 30, 456, DateTimeKind.Utc);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reminder_is_read_as_it_was_written()
    {
        var grain = Grain("default/read");
        var etag = await Upsert(grain, "short-poll");
        await Upsert(grain, "long-poll", TimeSpan.FromDays(40)); // more milliseconds than an int holds

        var one = await silo.Reminders.ReadRow(grain, "short-poll", Cancellation);
        var all = await silo.Reminders.ReadRows(grain, Cancellation);

        Assert.Equal(
            (grain, "short-poll", Start, DateTimeKind.Utc, TimeSpan.FromMinutes(15), etag),
            (one!.GrainId, one.ReminderName, one.StartAt, one.StartAt.Kind, one.Period, one.ETag));
        Assert.Equal(
            [TimeSpan.FromMinutes(15), TimeSpan.FromDays(40)], all.Reminders.Select(entry => entry.Period).Order());
        Assert.Null(await silo.Reminders.ReadRow(grain, "no-such", Cancellation));
    }

    [Fact]
    public async Task An_update_gives_a_new_version_and_only_that_one_can_be_removed()
    {
        var grain = Grain("default/remove");
        var first = await Upsert(grain, "poll");
        var second = await Upsert(grain, "poll", TimeSpan.FromHours(1));

        Assert.NotEqual(first, second);
        Assert.False(await silo.Reminders.RemoveRow(grain, "poll", first, Cancellation));
        Assert.Equal(TimeSpan.FromHours(1), (await silo.Reminders.ReadRow(grain, "poll", Cancellation))!.Period);
        Assert.True(await silo.Reminders.RemoveRow(grain, "poll", second, Cancellation));
        Assert.Null(await silo.Reminders.ReadRow(grain, "poll", Cancellation));
        Assert.False(await silo.Reminders.RemoveRow(grain, "poll", second, Cancellation));
    }

    [Fact]
    public async Task Two_halves_of_the_ring_hold_each_reminder_once_wherever_it_is_cut()
    {
        var grains = Enumerable.Range(0, 60).Select(number => Grain($"ring/{number}")).ToHashSet();
        foreach (var grain in grains)
            await Upsert(grain, "ring");

        // The last cut lies on a reminder, to which the first half still goes.
        var cut = grains.Select(grain => grain.GetUniformHashCode()).Order().ElementAt(30);
        foreach (var (begin, end) in new[] { (0u, 0x8000_0000), (0x4000_0000u, 0xC000_0000), (17u, cut) })
        {
            var inside = await Range(begin, end);
            var outside = await Range(end, begin);

            Assert.NotEmpty(inside);
            Assert.All(inside, grain => Assert.InRange(grain.GetUniformHashCode(), begin + 1, end));
            Assert.Equal(grains, inside.Concat(outside).ToHashSet());
            Assert.Equal(grains.Count, inside.Count + outside.Count);
        }
        Assert.Equal(grains, (await Range(17, 17)).ToHashSet()); // the whole ring, which is a lone silo's
    }

    private async Task<List<GrainId>> Range(uint begin, uint end) =>
        [.. (await silo.Reminders.ReadRows(begin, end, Cancellation)).Reminders
            .Where(entry => entry.ReminderName == "ring").Select(entry => entry.GrainId)];

    private async Task<string> Upsert(GrainId grain, string name, TimeSpan? period = null)
    {
        var entry = new ReminderEntry { GrainId = grain, ReminderName = name, StartAt = Start };
        entry.Period = period ?? TimeSpan.FromMinutes(15);
        return (await silo.Reminders.UpsertRow(entry, Cancellation))!;
    }

    private static GrainId Grain(string key) => GrainId.Create("payment-intent", key);
}
