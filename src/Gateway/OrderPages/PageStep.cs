using System.Globalization;
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

    /// <summary>Wait a moment: a part has been seen, and the rest cannot be paid before it is final.</summary>
    ConfirmPart,

    /// <summary>Nothing: it is paid.</summary>
    Done,

    /// <summary>Ask for a next invoice.</summary>
    Again,

    /// <summary>Nothing for now: a person looks into it.</summary>
    Review,

    /// <summary>Nothing: it is over, and nobody owes anything here.</summary>
    Over,

    /// <summary>It was not paid, and cannot be any more.</summary>
    Closed,
}

internal static class PageSteps
{
    public static PageStep Of(PaymentIntentView view) => view switch
    {
        {
            CustomerMessage: CustomerMessage.Cancelling or CustomerMessage.NothingDue or CustomerMessage.OutOfInvoices
        } => PageStep.Over,
        { IsPaid: true } => PageStep.Done,
        { Outcome: "review" or "paid_late" } => PageStep.Review,
        { Outcome: "confirming" } => IsZero(view.AmountDue) ? PageStep.Confirm : PageStep.ConfirmPart,
        // It may have been paid: whoever pays now pays twice.
        { CustomerMessage: CustomerMessage.CannotSee } => PageStep.Look,
        { SecondsLeft: > 0, CheckoutUrl: not "" } or { SecondsLeft: > 0, PaymentUri: not "" } =>
            view.Outcome == "underpaid" ? PageStep.PayRest : PageStep.Pay,
        { ActionRequired: "new_invoice" } or { CustomerMessage: CustomerMessage.PartArrivedClosed } => PageStep.Again,
        { Outcome: "pending", Status: "Requested" } => PageStep.Prepare,
        { Outcome: "pending" or "underpaid" } => PageStep.Look,
        { Outcome: "refunded" } => PageStep.Over,
        _ => PageStep.Closed,
    };

    /// <returns>good, warn, bad, or "".</returns>
    public static string ToneOf(PageStep step) => step switch
    {
        PageStep.Done => "good",
        PageStep.PayRest or PageStep.Confirm or PageStep.ConfirmPart or PageStep.Again or PageStep.Review => "warn",
        PageStep.Closed => "bad",
        _ => "",
    };

    /// <summary>Nobody need look again. A person who looks into it will change what is shown.</summary>
    public static bool IsFinal(PaymentIntentView view, PageStep step) =>
        view.IsFinal && step is not (PageStep.Again or PageStep.Review);

    /// <summary>What was seen has been spent elsewhere, so that it is to be paid once more.</summary>
    public static bool IsGone(PaymentIntentView view, PageStep step) =>
        step is PageStep.Pay or PageStep.PayRest or PageStep.Again or PageStep.Look
        && view.Qualifiers.Contains("DoubleSpent", StringComparison.Ordinal);

    /// <param name="amount">As the view has it.</param>
    public static bool IsZero(string amount) =>
        amount == "" || decimal.Parse(amount, CultureInfo.InvariantCulture) == 0;
}
