using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CryptoPay.Genesys.Settings;

/// <summary>What each case status is called in <c>Genesys:{merchant}:Statuses</c>.</summary>
public static class StatusWords
{
    private static readonly FrozenDictionary<string, string> WordOf = new Dictionary<string, string>
    {
        ["Payment Requested"] = "PaymentRequested",
        ["Awaiting Payment"] = "AwaitingPayment",
        ["Payment Pending"] = "PaymentPending",
        ["Additional Funds Required"] = "AdditionalFundsRequired",
        ["Payment Confirming"] = "PaymentConfirming",
        ["Payment Status: Complete"] = "Complete",
        ["Payment Partly Refunded"] = "PartlyRefunded",
        ["Payment Refunded"] = "Refunded",
        ["Payment Expired"] = "Expired",
        ["Payment Under Review"] = "UnderReview",
        ["Payment Failed"] = "Failed",
        ["Payment Cancelled"] = "Cancelled",
        ["Payment Status: Timeout"] = "Timeout",
    }.ToFrozenDictionary();

    public static readonly ImmutableArray<string> All = [.. WordOf.Values.Order(StringComparer.Ordinal)];

    /// <summary>Those from which an order goes on by itself.</summary>
    internal static readonly ImmutableArray<string> Open =
        ["PaymentRequested", "AwaitingPayment", "PaymentPending", "AdditionalFundsRequired", "PaymentConfirming"];

    public static string Of(string caseStatus) => WordOf[caseStatus];

    /// <summary>The word of the case status with this name; null where none has it.</summary>
    internal static string? Named(string name) => WordOf.GetValueOrDefault(name);
}
