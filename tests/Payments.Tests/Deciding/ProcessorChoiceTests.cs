using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Tests.Deciding;

public class ProcessorChoiceTests
{
    private static readonly ProcessorAccounts Accounts = new(["btc", "usdc", "spare"], "btc")
    {
        Rules =
        [
            new ProcessorRule("shop", "", "USDC", ["spare"]),
            new ProcessorRule("", "USD", "USDC", ["usdc", "spare"]),
        ],
    };

    [Theory]
    [InlineData("shop", "", "USD", "USDC", "spare")]
    [InlineData("default", "", "usd", "usdc", "usdc,spare")]
    [InlineData("default", "", "EUR", "USDC", "btc")]
    [InlineData("default", "", "USD", "BTC", "btc")]
    [InlineData("default", "spare", "USD", "USDC", "spare")]
    public void The_callers_account_comes_before_the_first_rule_that_fits_and_that_before_the_default(
        string merchant, string requested, string isoCode, string cryptoCode, string expected) =>
        Assert.Equal(expected.Split(','), Accounts.For(merchant, requested, isoCode, cryptoCode));

    [Fact]
    public void An_account_is_passed_over_before_an_invoice_exists()
    {
        var story = PassedOver(Story.Requested());
        Assert.Equal(("spare", "spare"), (story.Intent!.Account, story.Intent.Current.Account));
        Assert.Equal("spare", story.Open("inv-1").Intent!.LastOpened!.Account);
    }

    [Fact]
    public void An_account_is_never_passed_over_once_the_invoice_exists() =>
        Assert.Empty(Story.Opened().EventsOf(at => new Command.PassOver("attempt-1", "spare", at)));

    [Fact]
    public void An_account_that_refused_the_attempt_is_not_passed_over_after_all() => Assert.Empty(
        Story.Requested().Do(at => new Command.RecordRefusal("attempt-1", "invalid_request", false, at))
            .EventsOf(at => new Command.PassOver("attempt-1", "spare", at)));

    [Fact]
    public void An_order_whose_first_invoice_is_dead_gets_the_next_one_at_another_account_and_both_are_known_apart()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired)
            .Do(at => new Command.StartInvoice("attempt-2", "spare", at)).Open("inv-1");
        Assert.Equal(["sandbox", "spare"], story.Intent!.Attempts.Select(attempt => attempt.Account));

        var first = story.Intent.Attempts[0].Invoice! with
        {
            Status = InvoiceStatus.Expired,
            AmountPaid = 100m,
            Qualifiers = InvoiceQualifiers.PaidLate,
        };
        story.Do(at => new Command.Observe("sandbox", first, at));
        Assert.Equal([100m, 0m], story.Intent.Attempts.Select(attempt => attempt.Invoice!.AmountPaid));
    }

    [Fact]
    public void Two_invoices_of_one_order_that_both_settle_are_reviewed_and_the_case_says_so()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired)
            .Do(at => new Command.StartInvoice("attempt-2", "spare", at)).Open("inv-2")
            .See(InvoiceStatus.Settled, 100m);
        Assert.Equal("Payment Status: Complete", story.View.CaseStatus);

        var first = story.Intent!.Attempts[0].Invoice! with { Status = InvoiceStatus.Settled, AmountPaid = 100m };
        story.Do(at => new Command.Observe("sandbox", first, at));
        Assert.Equal(("Payment Under Review", "review", "200.00", true),
            (story.View.CaseStatus, story.View.ActionRequired, story.View.AmountPaid, story.View.IsPaid));
    }

    [Fact]
    public void Nonsense_from_one_account_is_borne_no_longer_because_another_one_makes_sense()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired)
            .Do(at => new Command.StartInvoice("attempt-2", "spare", at)).Open("inv-2");
        for (var minute = 0; minute <= 15; minute++)
        {
            story.Do(at => new Command.RecordNonsense("attempt-1", "not_json", at));
            story.Do(at => new Command.RecordNonsense("attempt-2", "not_json", at));
            story.Do(at => new Command.Observe("spare", story.Invoice, at)).ReadFails().After(TimeSpan.FromMinutes(1));
        }

        Assert.Equal("review", story.View.Outcome);
    }

    [Fact]
    public void An_invoice_of_our_attempt_at_an_account_that_was_passed_over_is_not_taken_for_ours()
    {
        var story = PassedOver(Story.Requested());
        story.Do(at => new Command.RecordLookUp("sandbox", [story.New("inv-9")], at, at));
        Assert.True(story.Intent!.OwesInvoice);
        Assert.Equal([new InvoiceKey("sandbox", "inv-9")], story.Intent.UnpayableOwed);
    }

    private static Story PassedOver(Story story) => story.Do(at => new Command.PassOver("attempt-1", "spare", at));
}
