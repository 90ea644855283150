using System.Diagnostics;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Payments.History;

/// <summary>
/// Who is behind what happened, as the history names them: an API key by its name, the processor account whose answer
/// showed it as "account:" and its name, or "schedule" where our own clock asked for it.
/// </summary>
public static class Who
{
    public const string Schedule = "schedule";

    /// <param name="intent">As it was before the command; null where there was none.</param>
    public static string Of(Command command, PaymentIntent? intent) => command switch
    {
        Command.Wake { Who: "" } => Schedule,
        Command.Create or Command.StartInvoice or Command.Cancel or Command.RequestRefund or Command.Wake
            or Command.AskDelivery or Command.SendClaimLink or Command.Erase => command.Who,
        Command.Resolve c => c.Resolution.Who,
        Command.ResolveRefund c => c.Resolution.Who,
        Command.RecordInvoice c => OfAttempt(c.AttemptId, intent),
        Command.RecordRefusal c => OfAttempt(c.AttemptId, intent),
        Command.ResumeCreation c => OfAttempt(c.AttemptId, intent),
        Command.RecordNonsense c => OfAttempt(c.AttemptId, intent),
        Command.RecordLookUp c => Account(c.Account),
        Command.Observe c => Account(c.Account),
        Command.RecordUnpayable c => Account(c.Invoice.Account),
        Command.RecordRefundRefusal c => OfRefund(c.RefundId, intent),
        Command.RecordRefundMissing c => OfRefund(c.RefundId, intent),
        Command.ObserveRefund c => OfRefund(c.RefundId, intent),
        Command.PassOver or Command.RestCreation or Command.FinishReading or Command.SendRefund
            or Command.TakeRefundBack or Command.GiveRefundUp or Command.LookAtCase or Command.MarkDelivery
            or Command.TakeDeliveryBack or Command.RecordDelivery or Command.ParkDelivery => Schedule,
        _ => throw new UnreachableException($"No row for {command.GetType().Name}."),
    };

    private static string OfAttempt(string attemptId, PaymentIntent? intent) =>
        Account(intent!.Attempts.First(attempt => attempt.AttemptId == attemptId).Account);

    private static string OfRefund(string refundId, PaymentIntent? intent) =>
        Account(intent!.AttemptOf(intent.RefundOf(refundId)!).Account);

    private static string Account(string name) => $"account:{name}";
}
