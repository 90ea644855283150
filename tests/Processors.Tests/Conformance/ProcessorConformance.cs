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
public abstract partial class ProcessorConformance : IDisposable
{
    protected InvoiceRequest Request => new()
    {
        Merchant = "default",
        OrderId = "order-ünï-✓-1",
        AttemptId = "0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11",
        Price = new Money(10.50m, "USD"),
        CryptoCode = CryptoCode,
        Speed = TransactionSpeed.Medium,
        Description = "Gespräch \"15 min\" <b>& 支払い",
        RateLock = TimeSpan.FromMinutes(15),
        Monitoring = TimeSpan.FromHours(24),
        TolerancePercent = 0.5m,
    };

    private readonly Dictionary<Ask, Answer> _answers = [];
    private readonly Lazy<ProcessorRig> _rig;

    protected ProcessorConformance() => _rig = new Lazy<ProcessorRig>(() =>
    {
        var rig = new ProcessorRig(Settings);
        rig.Server.Script = call => _answers[AskOf(call)];
        return rig;
    });

    /// <summary>A coin that the processor takes.</summary>
    protected virtual string CryptoCode => "BTC";

    /// <summary>Settings of one account, with its Kind.</summary>
    protected abstract IReadOnlyDictionary<string, string?> Settings { get; }

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

    /// <summary>
    /// The processor's refusals: of a key that it does not know, of one that may not do this, of a request that can
    /// never work.
    /// </summary>
    protected abstract (Answer.Says Answer, string Code) Unauthenticated { get; }

    protected abstract (Answer.Says Answer, string Code) Forbidden { get; }

    protected abstract (Answer.Says Answer, string Code) InvalidRequest { get; }

    /// <summary>
    /// The status of an invoice that was made unpayable, and the refusal where it no longer can be.
    /// </summary>
    protected abstract (string Status, Answer.Says Refusal) Unpayable { get; }

    protected abstract Ask AskOf(HttpCall call);

    /// <summary>The answer's body for an invoice that was made as this asks; "" as status for a new one.</summary>
    protected abstract string InvoiceJson(InvoiceRequest request, string status = "");

    protected abstract string InvoiceListJson(params string[] invoices);

    /// <summary>What each call of a search is answered with where the list of others' invoices has no end.</summary>
    protected abstract Answer EndlessList { get; }

    /// <summary>The ID that <see cref="InvoiceJson"/> gives.</summary>
    protected abstract string InvoiceId { get; }

    public void Dispose()
    {
        if (_rig.IsValueCreated) _rig.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private void Answering(Ask ask, Answer answer) => _answers[ask] = answer;

    private int CallsOf(Ask ask) => _rig.Value.Server.Calls.Count(call => AskOf(call) == ask);

    private Task<ProcessorResult<Invoice>> Create(InvoiceRequest? request = null) =>
        _rig.Value.Elapse(_rig.Value.Processor.CreateInvoice(request ?? Request, Cancellation));

    private Task<ProcessorResult<Invoice>> Read() =>
        _rig.Value.Elapse(_rig.Value.Processor.ReadInvoice(InvoiceId, Cancellation));

    private Task<ProcessorResult<ImmutableArray<Invoice>>> Find() =>
        _rig.Value.Elapse(_rig.Value.Processor.FindInvoices(Request.Merchant, Request.OrderId, Cancellation));

    private Task<ProcessorResult<bool>> MakeUnpayable() =>
        _rig.Value.Elapse(_rig.Value.Processor.MakeUnpayable(InvoiceId, Cancellation));

    /// <summary>Everything that can be asked, answered this way.</summary>
    private async Task<IReadOnlyList<object>> AskAll(Answer answer)
    {
        foreach (var ask in Enum.GetValues<Ask>()) Answering(ask, answer);
        return [await Create(), await Read(), await Find(), await MakeUnpayable()];
    }
}
