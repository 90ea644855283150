using System.Reflection;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Views;

namespace CryptoPay.Payments.Tests.Views;

/// <summary>Each row of the one table, reached by the way that leads to it.</summary>
public class CaseTableTests
{
    private static readonly TimeSpan AfterShortWindow = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan AfterWatch = TimeSpan.FromHours(24.5);

    [Fact]
    public void All_rows_are_in_the_list_of_rows() => Assert.Equal(
        typeof(CaseTable).GetFields(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(CaseRow))
            .Select(field => (CaseRow)field.GetValue(null)!).ToHashSet(),
        CaseTable.Rows.ToHashSet());

    [Fact]
    public void Requested_is_pending() =>
        Row(Story.Requested(), "Requested", "Payment Requested", "pending", false, "none");

    [Fact]
    public void Awaiting_payment_is_pending() =>
        Row(Story.Opened(), "AwaitingPayment", "Awaiting Payment", "pending", false, "none");

    [Fact]
    public void Awaiting_payment_after_three_minutes_is_payment_pending() => Row(
        Story.Opened().After(AfterShortWindow), "AwaitingPayment", "Payment Pending", "pending", false, "none");

    [Fact]
    public void A_part_payment_asks_for_the_rest() => Row(
        Story.Opened().See(InvoiceStatus.Open, 40m, InvoiceQualifiers.Underpaid),
        "AwaitingPayment", "Additional Funds Required", "underpaid", false, "top_up");

    [Fact]
    public void An_expired_part_payment_asks_for_the_rest() => Row(
        Story.Opened().See(InvoiceStatus.Expired, 40m, InvoiceQualifiers.Underpaid),
        "Expired", "Additional Funds Required", "underpaid", false, "top_up");

    [Fact]
    public void Confirming_is_not_final() => Row(
        Story.Opened().See(InvoiceStatus.Confirming, 100m),
        "Confirming", "Payment Confirming", "confirming", false, "none");

    [Fact]
    public void Confirming_after_three_minutes_is_payment_pending() => Row(
        Story.Opened().See(InvoiceStatus.Confirming, 100m).After(AfterShortWindow),
        "Confirming", "Payment Pending", "confirming", false, "none");

    [Fact]
    public void Settled_is_paid() => Row(
        Story.Opened().See(InvoiceStatus.Settled, 100m), "Settled", "Payment Status: Complete", "paid", true, "none");

    [Fact]
    public void Overpaid_is_paid_and_asks_for_a_review() => Row(
        Story.Opened().See(InvoiceStatus.Settled, 150m, InvoiceQualifiers.Overpaid),
        "Settled", "Payment Status: Complete", "paid", true, "review");

    [Fact]
    public void Expired_asks_for_a_new_invoice() => Row(
        Story.Opened().See(InvoiceStatus.Expired), "Expired", "Payment Expired", "expired", true, "new_invoice");

    [Fact]
    public void Money_after_expiry_is_reviewed() => Row(
        Story.Opened().See(InvoiceStatus.Expired).See(InvoiceStatus.Expired, 100m, InvoiceQualifiers.PaidLate),
        "Expired", "Payment Under Review", "paid_late", true, "review");

    [Fact]
    public void Invalid_is_failed() => Row(
        Story.Opened().See(InvoiceStatus.Invalid), "Invalid", "Payment Failed", "failed", true, "new_invoice");

    [Fact]
    public void Invalid_with_money_is_reviewed() => Row(
        Story.Opened().See(InvoiceStatus.Invalid, 100m), "Invalid", "Payment Under Review", "review", true, "review");

    [Fact]
    public void Cancelled_is_pending_until_a_read_shows_that_nothing_can_come() => Row(
        Story.Opened().Cancelled(), "AwaitingPayment", "Payment Pending", "pending", false, "none");

    [Fact]
    public void Cancelled_is_cancelled() => Row(
        Story.Opened().Cancelled().See(InvoiceStatus.Invalid, qualifiers: InvoiceQualifiers.Manual),
        "Cancelled", "Payment Cancelled", "cancelled", true, "none");

    [Fact]
    public void Cancelled_stays_cancelled_after_the_watch() => Row(
        Story.Opened().Cancelled().See(InvoiceStatus.Invalid, qualifiers: InvoiceQualifiers.Manual)
            .After(AfterWatch).See(InvoiceStatus.Invalid, qualifiers: InvoiceQualifiers.Manual),
        "Cancelled", "Payment Cancelled", "cancelled", true, "none");

    [Fact]
    public void Unpaid_to_the_end_of_the_watch_is_a_timeout() => Row(
        Story.Opened().See(InvoiceStatus.Expired).After(AfterWatch).See(InvoiceStatus.Expired),
        "Expired", "Payment Status: Timeout", "timeout", true, "none");

    [Fact]
    public void A_watch_that_ends_without_a_successful_read_is_reviewed_and_not_a_timeout() => Row(
        Story.Opened().See(InvoiceStatus.Expired).After(AfterWatch).ReadFails(),
        "Expired", "Payment Under Review", "review", true, "review");

    [Fact]
    public void A_later_successful_read_turns_that_review_into_a_timeout() => Row(
        Story.Opened().See(InvoiceStatus.Expired).After(AfterWatch).ReadFails().After(TimeSpan.FromDays(1))
            .See(InvoiceStatus.Expired),
        "Expired", "Payment Status: Timeout", "timeout", true, "none");

    [Fact]
    public void A_part_payment_at_the_end_of_the_watch_is_reviewed() => Row(
        Story.Opened().See(InvoiceStatus.Expired, 40m, InvoiceQualifiers.Underpaid)
            .After(AfterWatch).See(InvoiceStatus.Expired, 40m, InvoiceQualifiers.Underpaid),
        "Expired", "Payment Under Review", "review", true, "review");

    [Fact]
    public void A_processor_that_refuses_the_invoice_fails_the_payment()
    {
        var story = Story.Requested().Do(at => new Command.RecordRefusal("attempt-1", "invalid_request", false, at));
        Row(story, "Invalid", "Payment Failed", "failed", true, "new_invoice");
        Assert.Equal("processor_refused", story.View.ErrorCode);
    }

    [Fact]
    public void An_amount_that_is_too_small_for_the_coin_is_said_in_words_and_another_invoice_would_not_help()
    {
        var story = Story.Requested().Do(
            at => new Command.RecordRefusal("attempt-1", RefusalCodes.AmountTooSmall, false, at));
        Row(story, "Invalid", "Payment Failed", "failed", true, "none");
        Assert.Equal("amount_too_small", story.View.ErrorCode);
        Assert.Equal(
            "The amount of 100 dollars is too small to be paid in this coin. "
                + "Another coin or another way to pay may do.",
            story.View.Message);
    }

    [Theory]
    [InlineData(RefusalCodes.CurrencyNotTaken)]
    [InlineData(RefusalCodes.TooManyDecimals)]
    public void A_coin_that_the_account_does_not_take_is_said_in_words_and_another_invoice_would_not_help(string code)
    {
        var story = Story.Requested().Do(at => new Command.RecordRefusal("attempt-1", code, false, at));
        Row(story, "Invalid", "Payment Failed", "failed", true, "none");
        Assert.Equal(code, story.View.ErrorCode);
        Assert.Equal("This payment cannot be made in this coin. Another coin or another way to pay may do.",
            story.View.Message);
    }

    [Fact]
    public void An_invoice_that_could_never_be_made_is_reviewed_until_the_processor_says_that_there_is_none() => Row(
        Story.Requested().After(TimeSpan.FromHours(24)).ReadFails(),
        "Requested", "Payment Under Review", "review", true, "review");

    [Fact]
    public void An_invoice_that_was_never_made_is_a_timeout_and_another_can_be_asked_for()
    {
        var story = Story.Requested().After(TimeSpan.FromHours(24)).ReadFails()
            .Do(at => new Command.FinishReading(at, true, at));
        Row(story, "Requested", "Payment Status: Timeout", "timeout", true, "none");
        Row(story.NextInvoice("inv-2"), "AwaitingPayment", "Awaiting Payment", "pending", false, "none");
    }

    [Fact]
    public void Full_payment_that_is_seen_a_moment_before_the_status_says_so_asks_for_nothing() => Row(
        Story.Opened().See(InvoiceStatus.Open, 100m),
        "AwaitingPayment", "Payment Confirming", "confirming", false, "none");

    [Fact]
    public void The_message_names_the_rest_in_the_customers_language()
    {
        var metadata = Story.Request().Metadata.SetItem("language", new Sensitive("es-MX"));
        var story = new Story()
            .Do(at => new Command.Create(Story.Request() with { Metadata = metadata }, Story.NewIntent(), at))
            .Open("inv-1").See(InvoiceStatus.Open, 39.5m, InvoiceQualifiers.Underpaid);
        Assert.Equal(
            "Ha llegado una parte del pago. Por favor, pague 60 dólares con 50 centavos que faltan.",
            story.View.Message);
    }

    private static void Row(Story story, string status, string caseStatus, string outcome, bool isFinal, string action)
    {
        var view = story.View;
        Assert.Equal((status, caseStatus, outcome), (view.Status, view.CaseStatus, view.Outcome));
        Assert.Equal((isFinal, action), (view.IsFinal, view.ActionRequired));
        Assert.Equal(status == "Settled", view.IsPaid);
        Assert.Equal(isFinal, view.PollAfterSeconds == 0);
    }
}
