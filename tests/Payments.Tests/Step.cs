using CryptoPay.Payments.Deciding;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Tests;

/// <summary>One thing that can happen in a random history. A refusal is no error: it changes nothing.</summary>
internal abstract record Step
{
    public abstract void Live(Story story);

    private static void Try(Story story, Func<DateTimeOffset, Command> command)
    {
        if (Decider.Decide(story.Intent, command(story.Now), Story.Policy) is Decision.Accepted) story.Do(command);
    }

    public sealed record Read(
        InvoiceStatus Status, decimal Paid, InvoiceQualifiers Qualifiers, bool Confirmed, int Which) : Step
    {
        public override void Live(Story story)
        {
            var opened = story.Intent!.Attempts.Where(a => a.Invoice is not null).ToArray();
            var invoice = opened[Which % opened.Length].Invoice!;
            story.See(invoice with
            {
                Status = Status,
                AmountPaid = Paid,
                Qualifiers = Qualifiers,
                IsPaymentConfirmed = Confirmed,
            });
        }
    }

    public sealed record Wake : Step
    {
        public override void Live(Story story) => Try(story, at => new Command.Wake(at));
    }

    public sealed record Create : Step
    {
        public override void Live(Story story) =>
            Try(story, at => new Command.Create(Story.Request(), Story.NewIntent(), at));
    }

    public sealed record Open : Step
    {
        public override void Live(Story story) =>
            Try(story, at => new Command.RecordInvoice(
            story.Intent!.Current.AttemptId, story.New($"inv-{story.Intent.Attempts.Length}"), at));
    }

    public sealed record Next : Step
    {
        public override void Live(Story story) =>
            Try(story, at => new Command.StartInvoice(
                $"attempt-{story.Intent!.Attempts.Length + 1}", "sandbox", at,
                Story.CodeOf(story.Intent.Attempts.Length + 1)));
    }

    public sealed record Cancel : Step
    {
        public override void Live(Story story) => Try(story, at => new Command.Cancel(at));
    }

    public sealed record Fail : Step
    {
        public override void Live(Story story) => story.ReadFails();
    }

    public sealed record Nonsense : Step
    {
        public override void Live(Story story) =>
            Try(story, at => new Command.RecordNonsense(story.Intent!.Attempts[0].AttemptId, "not_json", at));
    }

    public sealed record Stray : Step
    {
        public override void Live(Story story) =>
            Try(story, at => new Command.RecordLookUp("sandbox", [story.New("stray")], at, at));
    }

    public sealed record Unpayable : Step
    {
        public override void Live(Story story)
        {
            if (story.Intent!.UnpayableOwed is [var first, ..])
                Try(story, at => new Command.RecordUnpayable(first, true, at));
        }
    }

    public sealed record Refused : Step
    {
        public override void Live(Story story) =>
            Try(story, at => new Command.RecordRefusal(story.Intent!.Current.AttemptId, "no", false, at));
    }

    public sealed record AskRefund(decimal? Amount) : Step
    {
        public override void Live(Story story) => Try(story, at => new Command.RequestRefund(
            $"r{story.Intent!.Refunds.Length}", "key", Amount, ["sandbox"], at));
    }

    public sealed record SeeRefund(RefundStatus Status, int PercentOut) : Step
    {
        public override void Live(Story story)
        {
            if (story.Intent!.Refunds is not [.., var last]) return;
            var amountOut = Math.Round(last.Amount.Amount * PercentOut / 100, 2);
            var seen = RefundOf(story, last.RefundId, amountOut) with { Status = Status };
            Try(story, at => new Command.ObserveRefund(last.RefundId, seen, at));
        }
    }

    public sealed record RefuseRefund : Step
    {
        public override void Live(Story story)
        {
            if (story.Intent!.Refunds is [.., var last])
                Try(story, at => new Command.RecordRefundRefusal(last.RefundId, "no", false, at));
        }
    }

    /// <summary>A read of the newest invoice that lists transfers, and tells of refunds by other hands.</summary>
    public sealed record SeeTransfers(int[] Cents, int CentsRefunded) : Step
    {
        public override void Live(Story story) => story.See(story.Invoice with
        {
            AmountPaid = Cents.Sum() / 100m,
            AmountRefunded = Math.Min(CentsRefunded, Cents.Sum()) / 100m,
            Payments = [.. Cents.Select((cents, i) => new Payment(new Sensitive($"tx-{i}"), cents / 5_000_000m, true))],
        });
    }

    public sealed record Resolve(ReviewOutcome Outcome, int CentsReturned) : Step
    {
        public override void Live(Story story) => Try(story, at => new Command.Resolve(
            Outcome == ReviewOutcome.Returned
                ? new ReviewResolution(Outcome, story.Invoice.InvoiceId, CentsReturned / 100m, "why", "ops")
                : new ReviewResolution(Outcome, "", null, "why", "ops"),
            at));
    }

    /// <summary>What a processor would show of this refund.</summary>
    public static Refund RefundOf(Story story, string refundId, decimal amountOut = 0) => new()
    {
        ProcessorRefundId = new Sensitive($"at-processor-{refundId}"),
        InvoiceId = "inv-1",
        AmountOut = amountOut,
        Amount = story.Intent!.RefundOf(refundId)?.Amount ?? story.Intent.Price,
        Status = RefundStatus.Completed,
        StatusText = "whatever",
    };

    public sealed record Pass(int Seconds) : Step
    {
        public override void Live(Story story) => story.After(TimeSpan.FromSeconds(Seconds));
    }
}
