using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Views;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Tests.Views;

/// <summary>Links to a payment open it until a day after it is final.</summary>
public class LinkTimeTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void A_view_that_is_written_down_says_nothing_of_where_to_pay()
    {
        var view = Story.Opened().View;

        Assert.NotEqual("", view.CheckoutUrl);
        Assert.DoesNotContain(view.CheckoutUrl, $"{view}");
        Assert.DoesNotContain(view.Amount, $"{view}");
    }

    [Fact]
    public void While_it_is_not_final_they_are_never_over() =>
        Assert.False(Story.Opened().See(InvoiceStatus.Confirming, 100m).After(TimeSpan.FromDays(7)).View.IsLinkOver);

    [Fact]
    public void They_are_over_a_day_after_it_is_settled()
    {
        var story = Story.Opened().After(TimeSpan.FromHours(5)).See(InvoiceStatus.Settled, 100m);

        Assert.False(story.After(Viewing.LinkTimeWhenFinal - Moment).View.IsLinkOver);
        Assert.True(story.After(Moment).View.IsLinkOver);
    }

    [Fact]
    public void What_is_final_because_the_watch_ended_was_not_final_before()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired);
        var watchEnd = Schedule.WatchEndsAt(story.Intent!, Story.Policy);
        story.After(watchEnd - story.Now).Do(at => new Command.FinishReading(at, true, true, at));
        Assert.Equal("timeout", story.View.Outcome);

        Assert.False(story.After(Viewing.LinkTimeWhenFinal - Moment).View.IsLinkOver);
        Assert.True(story.After(Moment).View.IsLinkOver);
    }

    [Fact]
    public void A_next_invoice_makes_them_good_again()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired).After(TimeSpan.FromDays(2));
        Assert.True(story.View.IsLinkOver);

        Assert.False(story.NextInvoice("inv-2").View.IsLinkOver);
    }
}
