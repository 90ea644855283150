using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Payments.Tests.Cases;

public sealed class ResumeTests
{
    [Fact]
    public void What_was_parked_at_a_new_place_is_owed_there_though_the_old_one_had_it()
    {
        var parked = CaseStory.Of(CaseSinkKind.State).With("workitemId", "one").Told()
            .With("workitemId", "two").Parked();
        Assert.Empty(parked.Owed());
        Assert.Equal([""], parked.Asked(again: false).Owed());
    }

    [Fact]
    public void What_can_be_looked_for_is_never_unclear_and_is_looked_for_when_it_is_resumed()
    {
        var parked = CaseStory.Of(CaseSinkKind.Searchable).Marked().Parked("timeout");
        Assert.False(parked.Cursor.IsUnclear);
        Assert.Equal([""], parked.Asked(again: false).Owed());
        Assert.Equal(parked.Newest.Revision, parked.Cursor.SendingRevision);
    }

    [Fact]
    public void An_unclear_message_holds_up_none_that_is_not()
    {
        var other = new CaseNotice("other", 1, Sensitive.None);
        var parked = CaseStory.Of(CaseSinkKind.Once).Marked().Parked(DeliveryCodes.Unclear)
            .Parked("invalid_number", other).Asked(again: false);
        Assert.True(parked.Cursor.IsUnclear);
        Assert.Null(parked.Intent.CursorOf("plain", "other")!.ParkedAt);
    }

    [Fact]
    public void A_message_that_is_unclear_is_sent_again_without_those_that_arrived()
    {
        var link = new CaseNotice("other", 1, Sensitive.None);
        var told = CaseStory.Of(CaseSinkKind.Once).Told(link).Marked().Parked(DeliveryCodes.Unclear);
        Assert.Equal([""], Deliveries.UnclearOf(told.Intent, told.Sink));
        told.Do(at => new Command.AskDelivery("plain", true, [.. Deliveries.UnclearOf(told.Intent, told.Sink)], at));
        Assert.Equal([""], told.Owed());
        Assert.Equal(1, told.Intent.CursorOf("plain", "other")!.Revision);
    }

    [Fact]
    public void A_message_that_a_person_asked_for_again_while_it_was_under_way_is_unclear_still()
    {
        var asked = CaseStory.Of(CaseSinkKind.Once).Marked().Asked(again: true).Parked(DeliveryCodes.Unclear);
        Assert.True(asked.Cursor.IsUnclear);
        Assert.Equal(Refusal.DeliveryUnclear,
            asked.Story.RefusalOf(at => new Command.AskDelivery("plain", false, at)));
    }
}
