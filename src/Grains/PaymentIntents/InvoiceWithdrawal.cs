using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>Makes the oldest invoice that is owed so unpayable.</summary>
internal sealed class InvoiceWithdrawal(EffectSetting setting) : Effect(setting)
{
    public override async Task<ImmutableArray<Command>> Run(PaymentIntent intent, CancellationToken cancellation)
    {
        var invoiceId = intent.UnpayableOwed[0];
        if (Setting.ProcessorOf(intent) is not { } processor)
        {
            Fail(intent, "processor_unknown");
            return [];
        }

        switch (await processor.MakeUnpayable(invoiceId, cancellation))
        {
            case ProcessorResult<bool>.Found found:
                Succeed();
                return [new Command.RecordUnpayable(invoiceId, found.Value, Now)];
            case ProcessorResult<bool>.Refused refused:
                Fail(intent, refused.Code);
                return [];
            case ProcessorResult<bool>.Unavailable unavailable:
                Fail(intent, unavailable.Code, unavailable.RetryAfter);
                return [];
            default:
                Fail(intent, "nonsense");
                return [];
        }
    }

    protected override DateTimeOffset? OwedAt(PaymentIntent intent) =>
        intent.UnpayableOwed.IsEmpty ? null : intent.ChangedAt;
}
