using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>Makes an invoice that is owed so unpayable; one that fails lets the next one go first.</summary>
internal sealed class InvoiceWithdrawal(EffectSetting setting) : Effect(setting)
{
    public override async Task<ImmutableArray<Command>> Run(PaymentIntent intent, CancellationToken cancellation)
    {
        var invoice = intent.UnpayableOwed[FailureCount % intent.UnpayableOwed.Length];
        var answer = Setting.Processor(invoice.Processor) is { } processor
            ? await processor.MakeUnpayable(invoice.InvoiceId, cancellation)
            : UnknownProcessor<bool>();
        if (answer is ProcessorResult<bool>.Found found)
        {
            Succeed();
            return [new Command.RecordUnpayable(invoice, found.Value, Now)];
        }

        Fail(intent, invoice.Processor, answer);
        return [];
    }

    protected override DateTimeOffset? OwedAt(PaymentIntent intent) =>
        intent.UnpayableOwed.IsEmpty ? null : intent.ChangedAt;
}
