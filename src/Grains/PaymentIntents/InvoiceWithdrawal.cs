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
        if (Setting.Processor(invoice.Processor) is not { } processor)
        {
            Fail(intent, invoice.Processor, "processor_unknown");
            return [];
        }

        switch (await processor.MakeUnpayable(invoice.InvoiceId, cancellation))
        {
            case ProcessorResult<bool>.Found found:
                Succeed();
                return [new Command.RecordUnpayable(invoice, found.Value, Now)];
            case ProcessorResult<bool>.Refused refused:
                Fail(intent, invoice.Processor, refused.Code);
                return [];
            case ProcessorResult<bool>.Unavailable unavailable:
                Fail(intent, invoice.Processor, unavailable.Code, unavailable.RetryAfter);
                return [];
            default:
                Fail(intent, invoice.Processor, "nonsense");
                return [];
        }
    }

    protected override DateTimeOffset? OwedAt(PaymentIntent intent) =>
        intent.UnpayableOwed.IsEmpty ? null : intent.ChangedAt;
}
