using CryptoPay.Grains.Effects;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;

namespace CryptoPay.Grains.Tests.PaymentIntents;

public sealed class OwnershipTests
{
    private readonly FakeTimeProvider time = new();
    private readonly Ownership ownership;
    private Func<Task<bool>> row = () => Task.FromResult(true);
    private int reads;

    public OwnershipTests() => ownership = new Ownership(time, () =>
    {
        reads++;
        return row();
    });

    [Fact]
    public async Task A_row_that_was_ours_a_moment_ago_is_not_read_again()
    {
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.True(await Verify());
        Assert.Equal(0, reads);

        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(await Verify());
        Assert.True(await Verify());
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task A_write_whose_answer_comes_late_vouches_for_when_it_began()
    {
        var begun = ownership.Now;
        time.Advance(TimeSpan.FromMinutes(1)); // frozen, while the answer waits
        ownership.Renew(begun);
        row = () => Task.FromResult(false);

        await Assert.ThrowsAsync<InconsistentStateException>(Verify);
    }

    [Fact]
    public async Task While_the_row_cannot_be_read_nothing_is_sent_and_nothing_is_given_up()
    {
        time.Advance(TimeSpan.FromMinutes(1));
        row = () => throw new TimeoutException();
        Assert.False(await Verify());

        row = () => Task.FromResult(true);
        Assert.True(await Verify());
    }

    [Fact]
    public async Task A_machine_that_was_paused_whole_is_told_by_the_time_of_day()
    {
        var frozen = new Frozen();
        var paused = new Ownership(frozen, () => Task.FromResult(false));
        frozen.Day = frozen.Day.AddMinutes(1);

        await Assert.ThrowsAsync<InconsistentStateException>(
            () => paused.Verify(TestContext.Current.CancellationToken));
    }

    private Task<bool> Verify() => ownership.Verify(TestContext.Current.CancellationToken);

    /// <summary>Its ticks stood still meanwhile.</summary>
    private sealed class Frozen : TimeProvider
    {
        public DateTimeOffset Day { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Day;

        public override long GetTimestamp() => 0;
    }
}
