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
}
