using CryptoPay.Gateway.Answers;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Gateway.Tests.Answers;

public class AnswerTimeTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void It_waits_in_steps_of_a_second_at_most_and_for_one_and_a_half_in_all()
    {
        var answer = new AnswerTime(time);

        Assert.Equal(TimeSpan.FromSeconds(1), answer.WaitStep);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(0.5), answer.WaitStep);
        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(TimeSpan.Zero, answer.WaitStep);
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_given_up_before_two_seconds_are_over()
    {
        var answer = new AnswerTime(time);
        var never = new TaskCompletionSource<int>();

        var bound = answer.Bound(never.Task);
        time.Advance(TimeSpan.FromSeconds(1.6));
        Assert.False(bound.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));

        await Assert.ThrowsAsync<TimeoutException>(() => bound);
        await Assert.ThrowsAsync<TimeoutException>(() => answer.Bound(never.Task));
    }

    [Fact]
    public async Task A_search_at_a_processor_has_twenty_seconds()
    {
        var bound = new AnswerTime(time, AnswerTime.SearchMax).Bound(new TaskCompletionSource<int>().Task);

        time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(bound.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => bound);
    }

    [Fact]
    public async Task A_silo_that_is_gone_is_given_up_soon_enough_that_another_is_asked()
    {
        var tries = 0;

        var asked = new AnswerTime(time).Ask(
            () => ++tries == 1 ? new TaskCompletionSource<int>().Task : Task.FromResult(7));
        time.Advance(TimeSpan.FromSeconds(0.8));
        await Moves(() => asked.IsCompleted);

        Assert.Equal((7, 2), (await asked, tries));
    }

    [Fact]
    public async Task A_cluster_that_fails_is_asked_again_until_it_is_time_to_answer()
    {
        var tries = 0;

        var asked = new AnswerTime(time).Ask(
            () => Task.FromException<int>(new SiloUnavailableException($"{++tries}")));
        await Moves(() => asked.IsCompleted);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => asked);
        Assert.Equal(5, tries);
    }

    [Fact]
    public async Task Who_waits_for_a_search_is_asked_for_once()
    {
        var tries = 0;

        var asked = new AnswerTime(time, AnswerTime.SearchMax).Ask(() =>
        {
            tries++;
            return new TaskCompletionSource<int>().Task;
        });
        time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(asked.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => asked);
        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task What_is_no_fault_of_the_cluster_is_not_asked_again()
    {
        var tries = 0;

        await Assert.ThrowsAsync<InvalidOperationException>(() => new AnswerTime(time).Ask(
            () => Task.FromException<int>(new InvalidOperationException($"{++tries}"))));

        Assert.Equal(1, tries);
    }

    /// <summary>Lets time pass until it is so.</summary>
    private async Task Moves(Func<bool> isSo)
    {
        while (!isSo())
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }
}
