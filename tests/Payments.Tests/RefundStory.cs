using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Views;

namespace CryptoPay.Payments.Tests;

/// <summary>The steps of a refund in a story.</summary>
internal static class RefundStory
{
    public static Story Refused(bool mayExist) =>
        Paid().Do(Ask("r1")).Do(at => new Command.RecordRefundRefusal("r1", "non-refundable", mayExist, at));

    public static Story Paid() => Story.Opened().See(InvoiceStatus.Settled, 100m);

    public static Func<DateTimeOffset, Command> Ask(string refundId, decimal? amount = null) =>
        at => new Command.RequestRefund(refundId, $"key-{refundId}", amount, ["sandbox"], at);

    public static Func<Story, Func<DateTimeOffset, Command>> See(
        string refundId, RefundStatus status, string claimUrl = "") =>
        story => at => new Command.ObserveRefund(
            refundId, Seen(story, refundId, status) with { ClaimUrl = new Sensitive(claimUrl) }, at);

    public static Func<Story, Func<DateTimeOffset, Command>> Out(string refundId, decimal amount) =>
        story => at => new Command.ObserveRefund(refundId, Seen(story, refundId, RefundStatus.Completed, amount), at);

    public static Refund Seen(Story story, string refundId, RefundStatus status, decimal amountOut = 0) =>
        Step.RefundOf(story, refundId, amountOut) with { Status = status };

    public static RefundView View(Story story, string refundId) =>
        story.Intent!.ViewOf(story.Intent!.RefundOf(refundId)!, story.Now, Story.Policy);
}
