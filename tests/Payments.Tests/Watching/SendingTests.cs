using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Tests.Watching;

/// <summary>How one thing is made exactly once.</summary>
public class SendingTests
{
    private static readonly DateTimeOffset At = Story.Start;

    [Fact]
    public void What_was_never_sent_is_sent() => Assert.True(Sending.Unsent.IsToSend);

    [Fact]
    public void What_may_have_been_sent_is_searched_for()
    {
        Assert.False(Sending.MayBeSent.IsToSend);
        Assert.Equal((SendingState.Searching, At), (Sending.Unsent.Sent(At).State, Sending.Unsent.Sent(At).SentAt));
    }

    [Theory]
    [InlineData(true, SendingState.Searched, true)]
    [InlineData(false, SendingState.Unclear, false)]
    public void A_search_in_vain_for_the_whole_window_leads_to_another_sending_only_where_that_is_better(
        bool mayRepeat, SendingState state, bool isToSend)
    {
        var sending = Sending.Unsent.Sent(At);
        foreach (var second in (int[])[0, 5]) sending = Search(sending, second, mayRepeat);
        Assert.Equal(SendingState.Searching, sending.State);
        sending = Search(sending, 6, mayRepeat);
        Assert.Equal((state, isToSend), (sending.State, sending.IsToSend));
    }

    [Fact]
    public void The_window_counts_from_the_first_answered_search_and_not_from_the_sending()
    {
        var sending = Search(Sending.Unsent.Sent(At), 3600, mayRepeat: true);
        Assert.Equal(SendingState.Searching, sending.State);
    }

    [Fact]
    public void Each_sending_has_a_window_of_its_own()
    {
        var sending = Search(Search(Sending.Unsent.Sent(At), 0, true), 6, true).Sent(At.AddSeconds(7));
        Assert.Equal(SendingState.Searching, Search(sending, 8, true).State);
    }

    private static Sending Search(Sending sending, int second, bool mayRepeat) =>
        sending.SearchedInVain(At.AddSeconds(second), mayRepeat, Story.Policy);
}
