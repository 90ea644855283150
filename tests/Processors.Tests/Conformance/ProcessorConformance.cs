using System.Collections.Immutable;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.Conformance;

/// <summary>What an adapter asks of its processor, in the words of the port.</summary>
public enum Ask
{
    Create,
    Read,
    Find,
    MakeUnpayable,
}

/// <summary>What every adapter keeps, in its processor's dialect, which the adapter's own tests supply.</summary>
public abstract partial class ProcessorConformance : FaultConformance<Invoice>
{
    protected InvoiceRequest Request => new()
    {
        Order = new("default", "order-ünï-✓-1"),
        AttemptId = "0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11",
        Price = new Money(10.50m, "USD"),
        CryptoCode = CryptoCode,
        Speed = TransactionSpeed.Medium,
        Description = "Gespräch \"15 min\" <b>& 支払い",
        RateLock = TimeSpan.FromMinutes(15),
        Monitoring = TimeSpan.FromHours(24),
        TolerancePercent = 0.5m,
    };

    private readonly Dictionary<Ask, Answer> answers = [];

    /// <summary>Each status of the processor, as <see cref="InvoiceJson"/> takes it, and what it means.</summary>
    protected abstract IEnumerable<(string Text, InvoiceStatus Status, InvoiceQualifiers Beside)> Statuses { get; }

    /// <summary>
    /// Settled invoices over 10.50, and the money that each shows: what the processor says came, or the price where it
    /// says no amount.
    /// </summary>
    protected abstract IEnumerable<(string Text, decimal AmountPaid)> Verdicts { get; }

    /// <summary>A status that the processor does not have.</summary>
    protected abstract string UnknownStatus { get; }

    /// <summary>The answer to a read of an invoice that there is not.</summary>
    protected abstract Answer.Says UnknownInvoice { get; }

    /// <summary>The processor's refusal of a request that can never work.</summary>
    protected abstract (Answer.Says Answer, string Code) InvalidRequest { get; }

    /// <summary>
    /// The status of an invoice that was made unpayable, and the refusal where it no longer can be.
    /// </summary>
    protected abstract (string Status, Answer.Says Refusal) Unpayable { get; }

    protected abstract Ask AskOf(HttpCall call);

    /// <summary>
    /// The answer's body for an invoice that was made as this asks, with the one ID; "" as status for a new one.
    /// </summary>
    protected abstract string InvoiceJson(InvoiceRequest request, string status = "");

    protected abstract string InvoiceListJson(params string[] invoices);

    /// <summary>What each call of a search is answered with where the list of others' invoices has no end.</summary>
    protected abstract Answer EndlessList { get; }

    private protected override int CreatesSent => CallsOf(Ask.Create);

    private protected override Task<ProcessorResult<Invoice>> Create(Answer answer)
    {
        Answering(Ask.Create, answer);
        return Create();
    }

    private protected override Task Read(Answer answer, CancellationToken caller)
    {
        Answering(Ask.Read, answer);
        return Rig.Processor.ReadInvoice(InvoiceId, caller);
    }

    private protected override async Task<IReadOnlyList<object>> AskAll(Answer answer)
    {
        foreach (var ask in Enum.GetValues<Ask>()) Answering(ask, answer);
        return [await Create(), await Read(), await Find(), await MakeUnpayable()];
    }

    private void Answering(Ask ask, Answer answer)
    {
        answers[ask] = answer;
        Rig.Server.Script = call => answers[AskOf(call)];
    }

    private int CallsOf(Ask ask) => Rig.Server.Calls.Count(call => AskOf(call) == ask);

    private Task<ProcessorResult<Invoice>> Create(InvoiceRequest? request = null) =>
        Rig.Elapse(Rig.Processor.CreateInvoice(request ?? Request, Cancellation));

    private Task<ProcessorResult<Invoice>> Read() =>
        Rig.Elapse(Rig.Processor.ReadInvoice(InvoiceId, Cancellation));

    private Task<ProcessorResult<ImmutableArray<Invoice>>> Find() =>
        Rig.Elapse(Rig.Processor.FindInvoices(Request.Order, Cancellation));

    private Task<ProcessorResult<bool>> MakeUnpayable() =>
        Rig.Elapse(Rig.Processor.MakeUnpayable(InvoiceId, Cancellation));
}
