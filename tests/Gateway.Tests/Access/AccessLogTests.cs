using System.Collections.Immutable;
using CryptoPay.Gateway.Access;
using CryptoPay.Grains.Interfaces.Access;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Gateway.Tests.Access;

/// <summary>What is written when, and who waits for it.</summary>
public class AccessLogTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 31, 9, 30, 0, TimeSpan.Zero));
    private readonly List<ImmutableArray<AccessRecord>> writes = [];
    private Func<Task> disk = () => Task.CompletedTask;

    private AccessLog Log => field ??= new AccessLog(
        accesses =>
        {
            lock (writes) writes.Add(accesses);
            return disk();
        },
        time);

    [Fact]
    public async Task The_same_within_an_hour_is_one_access_and_after_it_another()
    {
        await Log.Write(Access("CC-1"));
        time.Advance(TimeSpan.FromMinutes(59));
        await Log.Write(Access("CC-1"));
        Assert.Single(writes);

        time.Advance(TimeSpan.FromMinutes(1));
        await Log.Write(Access("CC-1"));
        Assert.Equal(2, writes.Count);
    }

    [Fact]
    public async Task Another_caller_look_order_merchant_or_address_is_another_access()
    {
        var access = Access("CC-1");
        AccessRecord[] others =
        [
            access with { Who = "other" }, access with { What = "events" }, access with { OrderId = "CC-2" },
            access with { Merchant = "south" }, access with { Address = "10.0.0.2" },
        ];
        foreach (var one in others.Prepend(access)) await Log.Write(one);

        Assert.Equal(6, writes.Count);
    }

    [Fact]
    public async Task Whatever_comes_while_one_is_written_shares_the_next_write()
    {
        var first = new TaskCompletionSource();
        disk = () => writes.Count == 1 ? first.Task : Task.CompletedTask;
        var waiting = new List<Task> { Log.Write(Access("CC-0")) };
        await Payments.Until(() => Task.FromResult(writes.Count), count => count == 1);
        waiting.AddRange(Enumerable.Range(1, 100).Select(i => Log.Write(Access($"CC-{i}"))));
        // The same as what is under way, and as what waits.
        waiting.AddRange([Log.Write(Access("CC-0")), Log.Write(Access("CC-1"))]);
        Assert.All(waiting, task => Assert.False(task.IsCompleted));

        first.SetResult();
        await Task.WhenAll(waiting);

        Assert.Equal([1, 100], writes.Select(accesses => accesses.Length));
    }

    [Fact]
    public async Task A_write_that_fails_is_told_to_all_who_wait_and_tried_again_for_the_next()
    {
        disk = () => Task.FromException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => Log.Write(Access("CC-1")));

        disk = () => Task.CompletedTask;
        await Log.Write(Access("CC-1"));
        Assert.Equal(2, writes.Count);
    }

    [Fact]
    public async Task A_write_that_hangs_holds_up_nobody_for_long()
    {
        disk = () => writes.Count == 1 ? new TaskCompletionSource().Task : Task.CompletedTask;
        var hangs = Log.Write(Access("CC-1"));
        await Payments.Until(() => Task.FromResult(writes.Count), count => count == 1);
        var next = Log.Write(Access("CC-2"));

        await Payments.Until(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(2));
                return Task.FromResult(next.IsCompletedSuccessfully);
            },
            isDone => isDone);
        await Assert.ThrowsAsync<TimeoutException>(() => hangs);
    }

    [Fact]
    public async Task However_many_there_are_no_more_than_so_many_are_known()
    {
        var all = Enumerable.Range(0, AccessLog.KnownMax + 1).Select(i => Access($"CC-{i}")).ToList();
        await Task.WhenAll(all.Select(Log.Write));
        await Log.Write(all[^1]);
        Assert.Equal(all.Count, writes.Sum(accesses => accesses.Length));

        var known = writes[0][0];
        await Log.Write(known);
        Assert.Equal([known], writes[^1]);
    }

    private AccessRecord Access(string orderId) =>
        new(time.GetUtcNow(), "flow", "payment", "north", orderId, "10.0.0.1");
}
