using CryptoPay.Payments.Processors;
using CsCheck;

namespace CryptoPay.Payments.Tests;

/// <summary>Random lives of an intent: commands, times and answers of a processor, however unlikely.</summary>
internal static class Lives
{
    private static readonly Gen<InvoiceStatus> Status = Gen.Enum<InvoiceStatus>();

    public static readonly Gen<Step> Reads =
        from status in Status
        from cents in Gen.OneOf(Gen.Const(0), Gen.Const(10_000), Gen.Int[0, 15_000])
        from qualifiers in Gen.Int[0, 15]
        from confirmed in Gen.Bool
        from which in Gen.Int[0, 2]
        select (Step)new Step.Read(status, cents / 100m, (InvoiceQualifiers)qualifiers, confirmed, which);

    private static readonly Gen<Step> Others = OneOf<Step>(
        new Step.Wake(), new Step.Wake(), new Step.Create(), new Step.Open(), new Step.Next(), new Step.Cancel(),
        new Step.Fail(), new Step.Nonsense(), new Step.Stray(), new Step.Unpayable(), new Step.Refused());

    private static readonly Gen<Step> Times = OneOf(1, 10, 60, 200, 900, 90_000).Select(s => (Step)new Step.Pass(s));

    private static readonly Gen<Step> Refunds = Gen.OneOf(
        Gen.Int[0, 12_000].Select(cents => (Step)new Step.AskRefund(cents == 0 ? null : cents / 100m)),
        Gen.Select(Gen.Enum<RefundStatus>(), Gen.Int[0, 100])
            .Select((status, percent) => (Step)new Step.SeeRefund(status, percent)),
        Gen.Const((Step)new Step.RefuseRefund()));

    /// <summary>What can happen next.</summary>
    public static readonly Gen<Step> Steps = Gen.OneOf(Reads, Others, Times, Refunds);

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static Story Live(IEnumerable<Step> steps)
    {
        var story = Story.Opened();
        foreach (var step in steps) step.Live(story);
        return story;
    }
}
