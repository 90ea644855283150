using System.Collections.Immutable;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.Deciding;
using CryptoPay.Payments.History;
using CryptoPay.Payments.Owing;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Views;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Tests;

/// <summary>An intent's life in a test: commands go in, the clock moves, the state is looked at.</summary>
internal sealed class Story
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    public static readonly PollingPolicy Policy = new();

    public Story() { }

    /// <summary>As far as another one has come; from here on each goes its own way.</summary>
    public Story(Story other) => (Intent, History, Now) = (other.Intent, other.History, other.Now);

    public Story(PaymentIntent intent) => Intent = intent;

    public PaymentIntent? Intent { get; private set; }

    public ImmutableArray<HistoryEntry> History { get; private set; } = [];

    public ImmutableArray<ICaseSink> Sinks { get; init; } = [];

    public DateTimeOffset Now { get; private set; } = Start;

    public PaymentIntentView View => Intent!.ViewAt(Now, Policy);

    public Invoice Invoice => Intent!.LastOpened!.Invoice!;

    public DateTimeOffset? WatchdogAt => Owed.WatchdogAt(OwedNow(), Now, Policy);

    /// <param name="memory">Of every lane; none is a fresh activation.</param>
    public ImmutableArray<OwedWork> OwedNow(LaneMemory? memory = null) =>
        Owed.Of(Intent!, Sinks, _ => memory ?? LaneMemory.None, Now, Policy);

    public static CreatePaymentIntent Request(decimal amount = 100m) => new()
    {
        PosLabel = "ContactCenter_Payment",
        Price = new Money(amount, "USD"),
        CryptoCode = "BTC",
    };

    public static Story Requested() => new Story().Do(at => new Command.Create(Request(), NewIntent(), at));

    public static Story Opened() => Requested().Open("inv-1");

    public static NewIntent NewIntent() =>
        new(new("default", "CC-1001"), "pi_1", "attempt-1", new Sensitive("salt"), "sandbox")
        {
            ResumeCode = CodeOf(1),
        };

    /// <summary>The code that comes with an attempt, counted from 1.</summary>
    public static ResumeCode CodeOf(int attempt) => new(new Sensitive($"{attempt:000000}"), $"digest-{attempt}");

    public Story After(TimeSpan span)
    {
        Now += span;
        return this;
    }

    public Story Do(Func<DateTimeOffset, Command> command)
    {
        var decision = Decider.Decide(Intent, command(Now), Policy);
        var accepted = Assert.IsType<Decision.Accepted>(decision);
        // Nothing may happen that nobody is behind.
        if (!accepted.Events.IsEmpty) Assert.NotNull(Who.Of(command(Now), Intent));
        foreach (var happened in accepted.Events) Happen(happened);
        return this;
    }

    public Story Do(Func<Story, Func<DateTimeOffset, Command>> command) => Do(command(this));

    private void Happen(Event happened)
    {
        Intent = Evolver.Evolve(Intent, happened);
        if (EventRecord.DataOf(happened, Intent) is not { } data) return;
        History = HistoryChain.Append(
            History, happened.At, happened.GetType().Name, Intent.Status.ToString(), data);
    }

    public ImmutableArray<Event> EventsOf(Func<DateTimeOffset, Command> command) =>
        Assert.IsType<Decision.Accepted>(Decider.Decide(Intent, command(Now), Policy)).Events;

    public Refusal RefusalOf(Func<DateTimeOffset, Command> command) =>
        Assert.IsType<Decision.Refused>(Decider.Decide(Intent, command(Now), Policy)).Reason;

    public Story Open(string invoiceId) =>
        Do(at => new Command.RecordInvoice(Intent!.Current.AttemptId, New(invoiceId), at));

    public Invoice New(string invoiceId) => new()
    {
        InvoiceId = invoiceId,
        Merchant = "default",
        OrderId = "CC-1001",
        AttemptId = Intent!.Current.AttemptId,
        Price = Intent.Current.Price,
        Status = InvoiceStatus.Open,
        StatusText = "New/None",
        CreatedAt = Now,
        ExpiresAt = Now.AddMinutes(15),
        MonitoredUntil = Now.AddMinutes(15).AddHours(24),
        CheckoutUrl = new Sensitive("https://pay.example/i/1"),
        PaymentUri = new Sensitive("bitcoin:bcrt1q?amount=0.002"),
        CryptoAmount = 0.002m,
    };

    /// <summary>A read of the newest invoice that shows this.</summary>
    public Story See(InvoiceStatus status, decimal paid = 0, InvoiceQualifiers qualifiers = InvoiceQualifiers.None,
        bool confirmed = false) =>
        See(Invoice with
        {
            Status = status,
            AmountPaid = paid,
            Qualifiers = qualifiers,
            IsPaymentConfirmed = confirmed,
        });

    public Story See(Invoice invoice)
    {
        var startedAt = Now;
        return Do(at => new Command.Observe(Intent!.Account, invoice, at))
            .Do(at => new Command.FinishReading(startedAt, true, at));
    }

    public Story ReadFails()
    {
        var startedAt = Now;
        return Do(at => new Command.FinishReading(startedAt, false, at));
    }

    public Story Cancelled() => Do(at => new Command.Cancel(at));

    public Story NextInvoice(string invoiceId) =>
        Do(at => new Command.StartInvoice(
            $"attempt-of-{invoiceId}", "sandbox", at, CodeOf(Intent!.Attempts.Length + 1))).Open(invoiceId);
}
