using CryptoPay.Payments.Messages;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.OrderPages;

/// <summary>What there is to do for whoever looks at a payment's page.</summary>
internal enum PageStep
{
    /// <summary>Wait a moment: there is nothing to pay yet.</summary>
    Prepare,
    Pay,

    /// <summary>Pay what is missing, as before.</summary>
    PayRest,

    /// <summary>Nothing: it may have been paid, and we have not seen it.</summary>
    Look,

    /// <summary>Nothing: it has been seen.</summary>
    Confirm,

    /// <summary>Nothing: it is paid.</summary>
    Done,

    /// <summary>Ask for a next invoice.</summary>
    Again,

    /// <summary>Nothing for now: a person looks into it.</summary>
    Review,

    /// <summary>Nothing, and nothing can be done here any more.</summary>
    Closed,
}

internal static class PageSteps
{
    public static PageStep Of(PaymentIntentView view) => view switch
    {
        { CustomerMessage: CustomerMessage.Cancelling } => PageStep.Closed,
        { IsPaid: true } => PageStep.Done,
        { Outcome: "review" or "paid_late" } => PageStep.Review,
        { Outcome: "confirming" } => PageStep.Confirm,
        { SecondsLeft: > 0, CheckoutUrl: not "" } or { SecondsLeft: > 0, PaymentUri: not "" } =>
            view.Outcome == "underpaid" ? PageStep.PayRest : PageStep.Pay,
        { ActionRequired: "new_invoice" } or { CustomerMessage: CustomerMessage.PartArrivedClosed } => PageStep.Again,
        { Outcome: "pending", Status: "Requested" } => PageStep.Prepare,
        { Outcome: "pending" or "underpaid" } => PageStep.Look,
        _ => PageStep.Closed,
    };
}
