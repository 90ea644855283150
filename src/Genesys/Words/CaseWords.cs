using System.Collections.Immutable;
using CryptoPay.Genesys.Settings;
using CryptoPay.Payments.Views;

namespace CryptoPay.Genesys.Words;

/// <summary>One thing that a case shows, by its name in the API's answer.</summary>
/// <param name="FieldKey">The work item's custom field where the settings name no other.</param>
public sealed record CaseWord(string Name, string FieldKey, Func<PaymentIntentView, string> Of)
{
    /// <summary>The custom field's key in this tenant; "" where it is left out.</summary>
    internal string KeyIn(GenesysOptions settings) => settings.Fields.GetValueOrDefault(Name, FieldKey);
}

/// <summary>
/// All that leaves us about an order: words and sums. No hash, address, payment URI or link, as a tenant keeps what it
/// is told and shows it to many.
/// </summary>
public static class CaseWords
{
    public static readonly ImmutableArray<CaseWord> All =
    [
        new("caseStatus", "paymentstatus_text", view => view.CaseStatus),
        new("outcome", "paymentoutcome_text", view => view.Outcome),
        new("actionRequired", "paymentaction_text", view => view.ActionRequired),
        new("amount", "paymentamount_text", view => view.Amount),
        new("amountPaid", "paymentamountpaid_text", view => view.AmountPaid),
        new("amountDue", "paymentamountdue_text", view => view.AmountDue),
        new("amountRefunded", "paymentamountrefunded_text", view => view.AmountRefunded),
        new("isoCode", "paymentcurrency_text", view => view.IsoCode),
        new("cryptoCode", "paymentcoin_text", view => view.CryptoCode),
        new("orderId", "paymentorderid_text", view => view.OrderId),
        new("paymentIntentId", "paymentintentid_text", view => view.PaymentIntentId),
        new("settledAt", "paymentsettledat_text", view => view.SettledAt),
    ];

    /// <summary>One line for people who read a case. At most 250 characters.</summary>
    internal static string Line(PaymentIntentView view) =>
        $"Payment {view.OrderId}: {view.CaseStatus}. Paid {view.AmountPaid} of {view.Amount} {view.IsoCode}, "
        + $"due {view.AmountDue}, refunded {view.AmountRefunded}.";
}
