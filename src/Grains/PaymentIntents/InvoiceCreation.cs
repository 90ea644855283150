using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>
/// Has the current attempt's invoice made, once. Unless it is certain that the processor never saw this attempt, it is
/// searched for first, and again for some seconds, because a search can miss an invoice that is there. As long as it is
/// certain of every account, one that cannot be reached is passed over for the next.
/// </summary>
internal sealed class InvoiceCreation(EffectSetting setting) : Effect(setting)
{
    private const int NonsenseMax = 3;
    private static readonly TimeSpan LookUpPeriod = TimeSpan.FromSeconds(1);

    private string attemptId = "";
    private bool mayExist;
    private bool isUnsent;
    private ImmutableHashSet<string> passedOver = [];
    private DateTimeOffset? lookUntil;
    private int nonsenseCount;

    /// <summary>Why there is no invoice yet, for the caller; "" while nothing is wrong.</summary>
    public string Trouble { get; private set; } = "";

    /// <summary>This activation wrote the attempt's start just now: no earlier one can have sent it.</summary>
    public void Begin(string newAttemptId) => Remember(newAttemptId, mayExistAlready: false);

    public override async Task<ImmutableArray<Command>> Run(PaymentIntent intent, CancellationToken cancellation)
    {
        if (attemptId != intent.Current.AttemptId) Remember(intent.Current.AttemptId, mayExistAlready: true);
        // Nobody waits for it any more. Whether an earlier call made one is the reading's to find out.
        if (Now >= Schedule.WatchEndsAt(intent, Setting.Polling))
            return [new Command.FinishReading(Now, Succeeded: false, Now)];
        if (Setting.Processor(intent.Processor) is not { } processor)
            return PassOver(intent, UnknownProcessor<Invoice>());
        return mayExist
            ? await LookUp(intent, processor, cancellation)
            : await Create(intent, processor, cancellation);
    }

    protected override DateTimeOffset? OwedAt(PaymentIntent intent) =>
        intent.OwesInvoice ? intent.Current.StartedAt : null;

    private async Task<ImmutableArray<Command>> LookUp(
        PaymentIntent intent, IPaymentProcessor processor, CancellationToken cancellation)
    {
        lookUntil ??= Now + Setting.Polling.LookUpWindow;
        var answer = await processor.FindInvoices(intent.Merchant, intent.OrderId, cancellation);
        if (answer is ProcessorResult<ImmutableArray<Invoice>>.Found found)
        {
            Succeed();
            mayExist = Now < lookUntil;
            if (mayExist) Wait(LookUpPeriod);
            return [new Command.RecordLookUp(intent.Processor, found.Value, Now)];
        }

        lookUntil = null;
        return Failed(intent, answer);
    }

    private async Task<ImmutableArray<Command>> Create(
        PaymentIntent intent, IPaymentProcessor processor, CancellationToken cancellation)
    {
        // Should this activation end before the answer is written, a later one must not take the attempt for unsent.
        var wasUnsent = isUnsent;
        (mayExist, isUnsent, lookUntil) = (true, false, null);
        var answer = await processor.CreateInvoice(RequestOf(intent), cancellation);
        switch (answer)
        {
            case ProcessorResult<Invoice>.Found found:
                Succeed();
                Trouble = "";
                return [new Command.RecordInvoice(intent.Current.AttemptId, found.Value, Now)];
            case ProcessorResult<Invoice>.Refused { IsOfSettings: false } refused:
                return [new Command.RecordRefusal(intent.Current.AttemptId, refused.Code, Now)];
            case ProcessorResult<Invoice>.Refused:
                mayExist = false;
                return Failed(intent, answer);
            case ProcessorResult<Invoice>.Unavailable { WasSent: false }:
                (mayExist, isUnsent) = (false, wasUnsent);
                return PassOver(intent, answer);
            case ProcessorResult<Invoice>.Nonsense when ++nonsenseCount >= NonsenseMax:
                return [new Command.RecordRefusal(intent.Current.AttemptId, "nonsense", Now)];
            default:
                return Failed(intent, answer);
        }
    }

    private InvoiceRequest RequestOf(PaymentIntent intent) => new()
    {
        Merchant = intent.Merchant,
        OrderId = intent.OrderId,
        AttemptId = intent.Current.AttemptId,
        Price = intent.Current.Price,
        CryptoCode = intent.CryptoCode,
        Speed = intent.Speed,
        Description = intent.PosLabel,
        RateLock = Setting.Invoices.RateLock,
        Monitoring = Setting.Invoices.Monitoring,
        TolerancePercent = Setting.Invoices.TolerancePercent,
    };

    /// <summary>To the next account, where that is safe and there is one; all were tried once before a pause.</summary>
    private ImmutableArray<Command> PassOver(PaymentIntent intent, ProcessorResult<Invoice> ending)
    {
        passedOver = passedOver.Add(intent.Processor);
        var next = isUnsent
            ? Setting.AccountsFor(intent).FirstOrDefault(account => !passedOver.Contains(account))
            : null;
        if (next is null) passedOver = [];
        var commands = Failed(intent, ending);
        if (next is null) return commands;
        Succeed();
        return [new Command.PassOver(intent.Current.AttemptId, next, Now)];
    }

    private ImmutableArray<Command> Failed<T>(PaymentIntent intent, ProcessorResult<T> ending)
    {
        Trouble = ending is ProcessorResult<T>.Refused { IsOfSettings: true }
            ? "processor_refused"
            : "processor_unavailable";
        Fail(intent, intent.Processor, ending);
        return [];
    }

    private void Remember(string newAttemptId, bool mayExistAlready)
    {
        (attemptId, mayExist, isUnsent) = (newAttemptId, mayExistAlready, !mayExistAlready);
        (passedOver, lookUntil, nonsenseCount, Trouble) = ([], null, 0, "");
        Succeed();
    }
}
