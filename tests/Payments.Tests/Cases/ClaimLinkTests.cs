using CryptoPay.Payments.Cases;
using CryptoPay.Payments.History;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Tests.Cases;

public sealed class ClaimLinkTests
{
    private const string Link = "https://pay.example/claim";

    [Fact]
    public void A_link_is_sent_once_a_request()
    {
        var told = CaseStory.Of(CaseSinkKind.Once, Claimable()).Do(Send("s1"));
        Assert.Contains("link:s1", told.Owed());
        told.Told(CaseNotice.OfLink("s1", new Sensitive("+1"))).Do(Send("s1"));
        Assert.DoesNotContain("link:s1", told.Owed());
        Assert.Contains("link:s2", told.Do(Send("s2")).Owed());
    }

    [Fact]
    public void One_that_reached_its_address_goes_there_again_by_a_request_of_its_own_alone()
    {
        var told = CaseStory.Of(CaseSinkKind.Once, Claimable()).Do(Send("s1"));
        told.Told(CaseNotice.OfLink("s1", new Sensitive("+1"))).Asked(again: true);
        Assert.DoesNotContain("link:s1", told.Owed());
        Assert.Contains("link:s2", told.Do(Send("s2")).Owed());
    }

    [Theory]
    [InlineData("r1", "sms", "+2")]
    [InlineData("r1", "whatsapp", "+1")]
    public void One_send_ID_is_of_one_refund_and_address(string refundId, string channel, string to) =>
        Assert.Equal(Refusal.SendConflict, Claimable().Do(Send("s1"))
            .RefusalOf(at => new Command.SendClaimLink("s1", refundId, channel, new Sensitive(to), at)));

    [Fact]
    public void There_is_none_to_send_before_the_processor_has_it_and_after_the_money_is_out()
    {
        Assert.Equal(Refusal.NoClaimLink, RefundStory.Paid().Do(RefundStory.Ask("r1")).RefusalOf(Send("s1")));
        Assert.Equal(Refusal.NoClaimLink, Claimable().Do(RefundStory.Out("r1", 100m)).RefusalOf(Send("s1")));
        Assert.Equal(Refusal.RefundNotFound, RefundStory.Paid().RefusalOf(Send("s1")));
    }

    [Fact]
    public void No_more_are_sent_than_there_is_room_for_and_a_known_one_is_known_still()
    {
        var story = Claimable();
        for (var i = 0; i < RowBounds.ClaimLinkSendsMax; i++) story.Do(Send($"s{i}"));
        Assert.Equal(Refusal.TooManySends, story.RefusalOf(Send("one-more")));
        Assert.Empty(story.EventsOf(Send("s1")));
    }

    [Fact]
    public void The_history_names_who_asked_and_hides_the_address()
    {
        var command = Send("s1")(Story.Start) with { Who = "agent-key" };
        var story = Claimable();
        var asked = Assert.IsType<Event.ClaimLinkAsked>(Assert.Single(story.EventsOf(_ => command)));
        var data = EventRecord.DataOf(asked, story.Intent!)!;
        Assert.Equal("agent-key", Who.Of(command, story.Intent));
        Assert.Equal(("s1", "r1", "sms"), (data["sendId"], data["refundId"], data["channel"]));
        Assert.StartsWith("sha256:", data["to"]);
    }

    private static Story Claimable() => RefundStory.Paid().Do(RefundStory.Ask("r1"))
        .Do(RefundStory.See("r1", RefundStatus.Pending, Link));

    private static Func<DateTimeOffset, Command> Send(string sendId) =>
        at => new Command.SendClaimLink(sendId, "r1", "sms", new Sensitive("+1"), at);
}
