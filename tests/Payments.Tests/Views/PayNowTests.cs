using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Views;

namespace CryptoPay.Payments.Tests.Views;

/// <summary>Who is told to pay now can, and what is due in the coin is what the wallet is asked for.</summary>
public class PayNowTests
{
    [Fact]
    public void After_the_rate_lock_nothing_is_payable_until_a_read_says_so()
    {
        var story = Story.Opened();
        story.After(story.Invoice.ExpiresAt - story.Now - TimeSpan.FromSeconds(1));
        Assert.Equal(("bitcoin:bcrt1q?amount=0.002", 1), (story.View.PaymentUri, story.View.SecondsLeft));
        story.After(TimeSpan.FromSeconds(1));
        Assert.Equal(("", "", "", 0),
            (story.View.PaymentUri, story.View.PaymentAddress, story.View.CheckoutUrl, story.View.SecondsLeft));
        Assert.Equal("We have not seen your payment of 100 dollars yet. We keep looking for it.", story.View.Message);
        story.See(story.Invoice with { ExpiresAt = story.Now.AddMinutes(5) });
        Assert.Equal(("bitcoin:bcrt1q?amount=0.002", 300), (story.View.PaymentUri, story.View.SecondsLeft));
    }

    [Theory]
    [InlineData("http_404")]
    [InlineData("http_403")]
    public void While_reads_of_the_invoice_are_refused_nothing_is_payable_and_after_a_while_a_human_looks(string reason)
    {
        var story = Story.Opened().Do(at => new Command.RecordNonsense("attempt-1", reason, at));
        Assert.Equal(("", "", "processor_refused"),
            (story.View.PaymentUri, story.View.CheckoutUrl, story.View.ErrorCode));
        Assert.Equal(
            ("Payment Pending", "We cannot see at the moment whether your payment has arrived."),
            (story.View.CaseStatus, story.View.Message));
        story.After(Story.Policy.NonsenseWindow).Do(at => new Command.FinishReading(at, false, true, at));
        Assert.Equal("Payment Under Review", story.View.CaseStatus);
        Assert.Contains(Reviews.Open(story.Intent!), fact => fact.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "Payment Pending")]
    [InlineData(40, "Additional Funds Required")]
    public void While_the_processor_is_away_we_say_that_we_cannot_see(decimal paid, string caseStatus)
    {
        var story = Story.Opened().See(
            InvoiceStatus.Open, paid, paid > 0 ? InvoiceQualifiers.Underpaid : InvoiceQualifiers.None);
        var view = story.Intent!.ViewAt(story.Now, Story.Policy, blindness: "processor_unavailable");
        Assert.Equal((caseStatus, "processor_unavailable", false), (view.CaseStatus, view.ErrorCode, view.IsFinal));
        Assert.Equal("We cannot see at the moment whether your payment has arrived.", view.Message);
        // Its link is as good as before: who is about to pay is not stopped.
        Assert.NotEqual("", view.PaymentUri);
    }

    [Fact]
    public void Of_what_is_final_it_is_not_said_that_we_cannot_see() => Assert.Equal("",
        Story.Opened().See(InvoiceStatus.Settled, 100m).Intent!
            .ViewAt(Story.Start, Story.Policy, blindness: "processor_unavailable").ErrorCode);

    [Fact]
    public void The_link_of_an_expired_part_payment_is_closed_and_the_rest_can_be_paid_by_a_new_one()
    {
        var view = Story.Opened().See(InvoiceStatus.Expired, 40m, InvoiceQualifiers.Underpaid).View;
        Assert.Equal(("", "", "top_up"), (view.CheckoutUrl, view.PaymentUri, view.ActionRequired));
        Assert.Equal("A part of the payment has arrived, and its link is closed. "
            + "The remaining 60 dollars can be paid by a new one.", view.Message);
    }

    [Fact]
    public void In_the_coin_it_says_what_is_due_and_what_has_come()
    {
        var story = Story.Opened();
        Assert.Equal(("0.002", "0"), (story.View.CryptoAmount, story.View.CryptoAmountPaid));
        Payment[] payments =
        [
            new(new Sensitive("a"), 0.0005m, IsConfirmed: true), new(new Sensitive("b"), 0.0003m, IsConfirmed: false),
            new(new Sensitive("c"), 1m, IsConfirmed: false, IsInvalid: true),
        ];
        story.See(story.Invoice with { AmountPaid = 40m, Payments = [.. payments] });
        Assert.Equal(("0.0012", "0.0008"), (story.View.CryptoAmount, story.View.CryptoAmountPaid));
        // The processor's own word, which may hold a fee, comes first.
        story.See(story.Invoice with { CryptoDue = 0.00125m });
        Assert.Equal("0.00125", story.View.CryptoAmount);
        story.See(story.Invoice with { Status = InvoiceStatus.Settled, AmountPaid = 100m, CryptoDue = -0.00001m });
        Assert.Equal(("0", "0.0008"), (story.View.CryptoAmount, story.View.CryptoAmountPaid));
    }

    [Fact]
    public void Where_the_processor_lists_no_transfers_it_is_not_known_what_has_come_in_the_coin() =>
        Assert.Equal("", Story.Opened().See(InvoiceStatus.Settled, 100m).View.CryptoAmountPaid);

    [Fact]
    public void When_it_was_settled_stays_said()
    {
        var story = Story.Opened();
        Assert.Equal("", story.View.SettledAt);
        story.After(TimeSpan.FromMinutes(5)).See(InvoiceStatus.Settled, 100m).After(TimeSpan.FromHours(1));
        Assert.Equal("2026-11-23T12:05:00Z", story.See(story.Invoice).View.SettledAt);
    }

    [Theory]
    [InlineData("bitcoin:tb1qexample?amount=0.002", "tb1qexample")]
    [InlineData("bitcoin:tb1qexample", "tb1qexample")]
    [InlineData("ethereum:0xabc@11155111?value=1000", "0xabc")]
    [InlineData("ethereum:0xtoken@11155111/transfer?address=0xabc&uint256=1000", "0xabc")]
    [InlineData("ethereum:0xtoken@11155111/transfer?uint256=1000", "")]
    [InlineData("lightning:lnbcrt1example", "")]
    [InlineData("", "")]
    public void The_address_is_that_of_the_link(string uri, string address) =>
        Assert.Equal(address, PaymentAddress.Of(uri));
}
