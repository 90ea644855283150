using System.Text.Json;
using CryptoPay.Payments.Deciding;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Views;
using CryptoPay.Payments.Watching;
using CsCheck;

namespace CryptoPay.Payments.Tests.PaymentIntents;

/// <summary>
/// What is true of every history, however unlikely: random commands, times and answers of a processor.
/// </summary>
public class EveryHistoryTests
{
    private static readonly Gen<Step[]> Histories = Lives.Steps.Array[0, 30];

    [Fact]
    public void Every_command_is_decided_in_every_state_and_every_state_can_be_seen() => Histories.Sample(steps =>
    {
        var story = Lives.Live(steps);
        foreach (var command in OneOfEach(story)) Assert.NotNull(Decider.Decide(story.Intent, command, Story.Policy));
        Assert.NotEqual("", story.View.CaseStatus);
        Assert.All(Texts(story.View), Assert.NotNull);
        _ = story.WatchdogAt;
        _ = Schedule.NextReadAt(story.Intent!, story.Now, story.Now, Story.Policy);
    }, iter: 5_000);

    [Fact]
    public void Nothing_is_paid_unless_the_processor_said_settled_and_that_is_never_left() => Histories.Sample(steps =>
    {
        var wasPaid = false;
        var saidSettled = false;
        var story = Story.Opened();
        foreach (var step in steps)
        {
            saidSettled |= step is Step.Read { Status: InvoiceStatus.Settled };
            step.Live(story);
            Assert.True(!wasPaid || story.View.Status == "Settled");
            wasPaid |= story.View.IsPaid;
        }

        Assert.True(saidSettled || !wasPaid);
    }, iter: 5_000);

    [Fact]
    public void Money_is_never_made_and_sums_are_exact() => Histories.Sample(steps =>
    {
        var intent = Lives.Live(steps).Intent!;
        var seen = intent.Attempts.Sum(a => a.Invoice?.AmountPaid ?? 0);
        Assert.Equal(seen, Sums.AmountPaid(intent));
        var due = Sums.AmountDue(intent);
        Assert.True(due >= 0 && due <= intent.Price.Amount);
        var isToBeUnderstood = intent.Attempts.Any(a => a.StatusKept is not null
            || a is { Status: InvoiceStatus.Invalid, Invoice.AmountPaid: > 0 });
        if (intent.Status == PaymentIntentStatus.Settled || (isToBeUnderstood && intent.Refunds.IsEmpty))
            Assert.Equal(0, due);
        else if (intent.Refunds.IsEmpty && seen <= intent.Price.Amount) Assert.Equal(intent.Price.Amount, seen + due);
    }, iter: 5_000);

    [Fact]
    public void Nobody_is_asked_for_what_is_not_due_or_to_pay_what_is_cancelled() => Histories.Sample(steps =>
    {
        var (story, view) = (Lives.Live(steps), Lives.Live(steps).View);
        if (view.AmountDue == "0.00")
        {
            Assert.DoesNotContain(view.ActionRequired, (string[])["top_up", "new_invoice"]);
            Assert.DoesNotContain("dollars", view.Message, StringComparison.Ordinal);
            Assert.Equal("", view.PaymentUri);
        }

        if (story.Intent!.CancelAskedAt is null) return;
        Assert.Equal(("", ""), (view.PaymentUri, view.CheckoutUrl));
        Assert.DoesNotContain(view.ActionRequired, (string[])["top_up", "new_invoice"]);
    }, iter: 5_000);

    [Fact]
    public void A_review_is_open_exactly_while_there_is_an_unanswered_reason() => Histories.Sample(steps =>
    {
        var story = Lives.Live(steps);
        Assert.Equal(!Reviews.Open(story.Intent!).IsEmpty, story.View.ActionRequired == "review");
        if (story.View.ActionRequired != "review") return;
        story.Do(at => new Command.Resolve(
            new ReviewResolution(ReviewOutcome.NothingOwed, "", null, "why", "ops"), at));
        Assert.Equal(("none", "0.00", ""), (story.View.ActionRequired, story.View.AmountDue, story.View.PaymentUri));
        Assert.DoesNotContain("dollars", story.View.Message, StringComparison.Ordinal);
    }, iter: 5_000);

    [Fact]
    public void No_refund_promises_more_than_its_invoice_has_left() => Histories.Sample(steps =>
    {
        var story = Story.Opened();
        foreach (var step in steps)
        {
            var count = story.Intent!.Refunds.Length;
            step.Live(story);
            if (story.Intent.Refunds.Length == count) continue;
            var attempt = story.Intent.Attempts.Single(
                attempt => attempt.AttemptId == story.Intent.Refunds[^1].AttemptId);
            var taken = story.Intent.Refunds.Where(refund => refund.AttemptId == attempt.AttemptId)
                .Sum(refund => refund.IsOpen ? refund.Amount.Amount : refund.AmountOut);
            Assert.InRange(taken, 0.01m, attempt.Invoice!.AmountPaid);
        }
    }, iter: 5_000);

    [Fact]
    public void Lost_doubled_or_reordered_wakes_do_not_change_the_state_after_the_next_successful_read() =>
        Gen.Select(Histories, Gen.Int[0, 5], Gen.Int[0, 30]).Sample((steps, extra, at) =>
        {
            var quiet = steps.Where(step => step is not Step.Wake).ToList();
            var loud = new List<Step>(steps);
            for (var i = 0; i < extra; i++) loud.Insert(Math.Min(at, loud.Count), new Step.Wake());
            Assert.Equal(AfterOneMoreRead(quiet), AfterOneMoreRead(loud));

            static string AfterOneMoreRead(IEnumerable<Step> steps)
            {
                var story = Lives.Live(steps);
                // What the case shows follows from the rest and the time; how often it was looked at does not matter.
                return JsonSerializer.Serialize(story.See(story.Invoice).Intent! with
                {
                    Case = null,
                    CaseRevision = 0,
                    CaseChangedAt = default,
                });
            }
        }, iter: 5_000);

    [Fact]
    public void A_resume_code_is_of_the_newest_invoice_and_of_no_order_that_is_over() => Histories.Sample(steps =>
    {
        var story = Story.Opened();
        foreach (var step in steps)
        {
            step.Live(story);
            var (intent, shown) = (story.Intent!, story.View.ResumeCode);
            if (shown == "") continue;
            Assert.Equal($"{intent.Attempts.Length:000000}", shown);
            Assert.DoesNotContain(story.View.Status, (string[])["Settled", "Cancelled"]);
            Assert.NotEqual("refunded", story.View.Outcome);
            Assert.True(story.Now < (intent.Current.OpenedAt ?? intent.Current.StartedAt).AddHours(24));
        }

        // No row holds it for ever, as it could be no other's.
        story.After(TimeSpan.FromDays(3)).ReadFails();
        Assert.Null(story.Intent!.ResumeCode);
    }, iter: 5_000);

    [Fact]
    public void A_repeated_observation_adds_nothing() => Gen.Select(Histories, Lives.Reads).Sample((steps, read) =>
    {
        var story = Lives.Live([.. steps, read]);
        var again = story.Intent!.LastOpened!.Invoice!;
        var events = story.EventsOf(at => new Command.Observe("sandbox", again, at));
        // That we can see again is news to the case.
        Assert.Empty(events.Contains(new Event.NonsenseEnded(story.Intent.LastOpened.AttemptId, story.Now))
            ? events.Where(e => e is not (Event.NonsenseEnded or Event.CaseChanged))
            : events);
    }, iter: 5_000);

    private static IEnumerable<Command> OneOfEach(Story story)
    {
        var (at, invoice) = (story.Now, story.Invoice);
        return
        [
            new Command.Create(Story.Request(), Story.NewIntent(), at), new Command.StartInvoice("x", "sandbox", at),
            new Command.Cancel(at), new Command.Wake(at), new Command.RecordInvoice("attempt-1", invoice, at),
            new Command.RecordRefusal("attempt-1", "no", false, at),
            new Command.RecordLookUp("sandbox", [invoice, story.New("y")], at, at),
            new Command.Observe("sandbox", invoice, at),
            new Command.Observe("sandbox", story.New("z"), at), new Command.PassOver("attempt-1", "other", at),
            new Command.RecordNonsense("attempt-1", "no", at), new Command.FinishReading(at, true, at),
            new Command.FinishReading(at, false, at),
            new Command.RequestRefund("r", "key", null, ["sandbox"], at),
            new Command.RecordRefundRefusal("r", "no", true, at),
            new Command.ObserveRefund("r", Step.RefundOf(story, "r", 1m), at), new Command.GiveRefundUp("r", at),
            new Command.RecordUnpayable(new InvoiceKey("sandbox", "inv-1"), true, at),
        ];
    }

    private static IEnumerable<string?> Texts(PaymentIntentView view) =>
        typeof(PaymentIntentView).GetProperties().Where(p => p.PropertyType == typeof(string))
            .Select(p => (string?)p.GetValue(view));
}
