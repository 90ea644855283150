using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Tests.Cases;

public sealed class DeliveriesTests
{
    [Fact]
    public void A_sink_is_told_the_newest_until_it_was_and_again_when_there_is_news()
    {
        var told = CaseStory.Of(CaseSinkKind.State);
        Assert.Equal([""], told.Owed());
        Assert.Empty(told.Told().Owed());

        told.Story.See(InvoiceStatus.Confirming, 100m);
        Assert.Equal([""], told.Owed());
        Assert.Equal("confirming", told.Intent.Case!.Outcome);
        Assert.Empty(told.Told().Owed());
    }

    [Fact]
    public void A_read_that_shows_the_same_is_no_news_to_a_case()
    {
        var told = CaseStory.Of(CaseSinkKind.State).Told();
        told.Story.See(InvoiceStatus.Open);
        Assert.Empty(told.Owed());
    }

    [Fact]
    public void A_sink_that_lags_holds_up_no_other()
    {
        var told = CaseStory.Of(CaseSinkKind.State).Told();
        Assert.Equal([""], told.Owed("other"));
        Assert.Empty(told.Parked().Owed());
        Assert.Equal([""], told.Owed("other"));
    }

    [Fact]
    public void What_was_delivered_late_does_not_hide_what_came_since()
    {
        var told = CaseStory.Of(CaseSinkKind.State);
        var first = told.Newest;
        told.Story.See(InvoiceStatus.Confirming, 100m);
        Assert.Equal([""], told.Told(first).Owed());
    }

    [Theory]
    [InlineData(CaseSinkKind.State)]
    [InlineData(CaseSinkKind.Searchable)]
    [InlineData(CaseSinkKind.AtLeastOnce)]
    public void Another_work_item_is_told_the_newest(CaseSinkKind kind)
    {
        var told = CaseStory.Of(kind).With("workitemId", "one").Told();
        Assert.Empty(told.Owed());
        Assert.Equal([""], told.With("workitemId", "two").Owed());
        Assert.Empty(told.Told().Owed());
    }

    [Fact]
    public void A_customer_is_not_told_again_because_there_is_another_conversation() =>
        Assert.Empty(CaseStory.Of(CaseSinkKind.Once).With("workitemId", "one").Told().With("workitemId", "two").Owed());

    [Fact]
    public void A_customer_whose_address_was_refused_is_told_at_another_one_and_never_where_it_may_have_arrived()
    {
        var refused = CaseStory.Of(CaseSinkKind.Once).With("workitemId", "one").Parked("invalid_number");
        Assert.Equal([""], refused.With("workitemId", "two").Owed());
        var unclear = CaseStory.Of(CaseSinkKind.Once).With("workitemId", "one").Marked().Parked(DeliveryCodes.Unclear);
        Assert.Empty(unclear.With("workitemId", "two").Owed());
    }

    [Fact]
    public void What_is_parked_waits_for_news_or_for_a_person()
    {
        var parked = CaseStory.Of(CaseSinkKind.State).Parked();
        Assert.Empty(parked.Owed());
        Assert.Equal("http_404", parked.Cursor.ParkedReason);
        parked.Story.See(InvoiceStatus.Confirming, 100m);
        Assert.Equal([""], parked.Owed());

        Assert.Equal([""], CaseStory.Of(CaseSinkKind.State).Parked().Asked(again: false).Owed());
    }

    [Fact]
    public void What_is_parked_for_good_waits_for_a_person_alone()
    {
        var parked = CaseStory.Of(CaseSinkKind.AtLeastOnce).Parked(forGood: true);
        parked.Story.See(InvoiceStatus.Confirming, 100m);
        Assert.Empty(parked.Owed());
        Assert.Equal([""], parked.Asked(again: false).Owed());
    }

    [Fact]
    public void A_new_place_ends_the_parking_of_the_old_one() =>
        Assert.Equal([""], CaseStory.Of(CaseSinkKind.State).With("workitemId", "one").Parked()
            .With("workitemId", "two").Owed());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void How_long_a_new_place_is_tried_counts_from_when_it_was_named(bool wasTold)
    {
        var told = CaseStory.Of(CaseSinkKind.State);
        told.Story.See(InvoiceStatus.Settled, 100m);
        if (wasTold) told.Told();
        told.Story.After(TimeSpan.FromDays(10));
        told.With("workitemId", "two");
        Assert.Equal(told.Story.Now, Deliveries.OwedSince(told.Intent, told.Sink, told.Newest));
    }

    [Fact]
    public void How_long_it_is_tried_at_the_same_place_does_not_count_anew_for_other_metadata()
    {
        var told = CaseStory.Of(CaseSinkKind.State).With("workitemId", "one").Told();
        told.Story.See(InvoiceStatus.Settled, 100m);
        var since = told.Story.Now;
        told.Story.After(TimeSpan.FromDays(1));
        Assert.Equal(since, Deliveries.OwedSince(told.With("language", "es").Intent, told.Sink, told.Newest));
    }

    [Fact]
    public void A_clock_that_was_set_back_puts_off_nothing()
    {
        var told = CaseStory.Of(CaseSinkKind.State);
        told.Story.After(TimeSpan.FromHours(-1));
        Assert.All(told.Story.OwedNow().Where(work => work.Lane.Kind == WorkKind.DeliverCase),
            work => Assert.True(work.DueAt <= told.Story.Now));
    }

    [Fact]
    public void To_resume_tells_nothing_that_was_told_and_to_redeliver_does()
    {
        Assert.Empty(CaseStory.Of(CaseSinkKind.State).Told().Asked(again: false).Owed());
        Assert.Equal([""], CaseStory.Of(CaseSinkKind.State).Told().Asked(again: true).Owed());
    }

    [Fact]
    public void What_may_have_reached_the_customer_is_sent_again_only_on_a_persons_word()
    {
        var unclear = CaseStory.Of(CaseSinkKind.Once).Marked().Parked(DeliveryCodes.Unclear);
        Assert.Empty(unclear.Owed());
        Assert.Equal(Refusal.DeliveryUnclear,
            unclear.Story.RefusalOf(at => new Command.AskDelivery("plain", false, at)));
        Assert.Equal([""], unclear.Asked(again: true).Owed());
        Assert.Equal(0, unclear.Cursor.SendingRevision);
    }

    [Fact]
    public void Time_alone_changes_what_the_case_shows()
    {
        var told = CaseStory.Of(CaseSinkKind.State).Told();
        var look = Assert.Single(told.Story.OwedNow(), work => work.Lane.Kind == WorkKind.LookAtCase);
        Assert.Equal(told.Story.Now.AddMinutes(3), look.DueAt);

        told.Story.After(TimeSpan.FromMinutes(3));
        Assert.Equal("Awaiting Payment", told.Intent.Case!.CaseStatus);
        told.Do(at => new Command.LookAtCase(at));
        Assert.Equal("Payment Pending", told.Intent.Case!.CaseStatus);
        Assert.Equal([""], told.Owed());
        Assert.DoesNotContain(told.Story.OwedNow(),
            work => work.Lane.Kind == WorkKind.LookAtCase && work.DueAt <= told.Story.Now);
    }

    [Fact]
    public void Nobody_is_woken_for_a_time_at_which_nothing_changes()
    {
        var told = CaseStory.Of(CaseSinkKind.State);
        told.Story.See(InvoiceStatus.Settled, 100m);
        told.Told();
        Assert.DoesNotContain(told.Story.OwedNow(), work => work.Lane.Kind == WorkKind.LookAtCase);
    }

    [Fact]
    public void What_was_over_before_cases_were_kept_is_told_to_nobody_until_something_changes()
    {
        var old = Story.Opened();
        old.See(InvoiceStatus.Confirming, 100m);
        var told = CaseStory.Of(CaseSinkKind.Once, new Story(old.Intent! with { Case = null, CaseRevision = 0 })
            .After(TimeSpan.FromDays(1)));
        told.Do(at => new Command.LookAtCase(at));
        Assert.NotNull(told.Intent.Case);
        Assert.Empty(told.Owed());
        told.Story.See(InvoiceStatus.Settled, 100m);
        Assert.Equal([""], told.Owed());
    }

    [Fact]
    public void An_order_without_sinks_owes_none_anything() =>
        Assert.DoesNotContain(Story.Opened().OwedNow(),
            work => work.Lane.Kind is WorkKind.LookAtCase or WorkKind.DeliverCase);

    [Fact]
    public void A_refund_is_told_of_by_itself_each_time_that_it_is_further()
    {
        var told = CaseStory.Of(CaseSinkKind.AtLeastOnce, RefundStory.Paid().Do(RefundStory.Ask("r1"))).Told();
        Assert.Equal(["refund:r1"], told.Owed());
        told.Told(CaseNotice.OfRefund("r1", told.Intent.RefundOf("r1")!.Revision, Sensitive.None));
        Assert.Empty(told.Owed());
        told.Story.Do(RefundStory.Out("r1", 100m));
        Assert.Contains("refund:r1", told.Owed());
    }

    [Fact]
    public void As_many_things_are_told_as_there_is_room_for()
    {
        var told = CaseStory.Of(CaseSinkKind.State);
        for (var i = 0; i < RowBounds.CaseCursorsMax; i++) told.Told(new CaseNotice($"other-{i}", 1, Sensitive.None));
        Assert.Empty(told.Owed());
    }
}
