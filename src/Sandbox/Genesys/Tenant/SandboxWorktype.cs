using System.Collections.Immutable;

namespace CryptoPay.Sandbox.Genesys.Tenant;

/// <summary>
/// The one work type of the sandbox's Genesys Cloud: a status for each case status, with the same IDs at every start.
/// An item starts as <c>Payment Requested</c>. From there <c>Payment Status: Complete</c> takes more than one step.
/// What the agent has closed is left by no way that the gateway knows.
/// </summary>
public static class SandboxWorktype
{
    public const string Id = "5ab0c000-0000-4000-8000-000000000000";
    public const string Name = "Payment";
    public const string SchemaId = "5ab0c000-0000-4000-8000-0000000000a0";

    private static readonly string[] Payable = ["AwaitingPayment", "PaymentPending", "AdditionalFundsRequired"];
    private static readonly string[] NextInvoice = ["PaymentRequested", .. Payable];
    private static readonly string[] Closing = ["Expired", "Failed", "Cancelled", "Timeout", ByAgent];

    private const string ByAgent = "ClosedByAgent";

    /// <summary>
    /// In the order of a payment's life. Of two ways of the same length the better one comes first in
    /// <see cref="SandboxStatus.Destinations"/>.
    /// </summary>
    public static ImmutableArray<SandboxStatus> Statuses { get; } =
    [
        Status(1, "PaymentRequested", "Payment Requested", "Open",
            "AwaitingPayment", "PaymentPending", "Failed", "Cancelled", ByAgent),
        Status(2, "AwaitingPayment", "Awaiting Payment", "Waiting",
            ["PaymentPending", "AdditionalFundsRequired", "PaymentConfirming", "UnderReview", .. Closing]),
        Status(3, "PaymentPending", "Payment Pending", "Waiting",
            [.. NextInvoice, "PaymentConfirming", "UnderReview", .. Closing]),
        Status(4, "AdditionalFundsRequired", "Additional Funds Required", "Waiting",
            [.. NextInvoice, "PaymentConfirming", "UnderReview", .. Closing]),
        Status(5, "PaymentConfirming", "Payment Confirming", "InProgress",
            ["Complete", .. Payable, "UnderReview", .. Closing]),
        Status(6, "Complete", "Payment Status: Complete", "Closed",
            "PartlyRefunded", "Refunded", "UnderReview", ByAgent),
        Status(7, "PartlyRefunded", "Payment Partly Refunded", "Closed",
            "Refunded", "Complete", "UnderReview", ByAgent),
        Status(8, "Refunded", "Payment Refunded", "Closed",
            "PartlyRefunded", "Complete", "UnderReview", "Expired", ByAgent),
        Status(9, "Expired", "Payment Expired", "Closed",
            [.. NextInvoice, "PaymentConfirming", "Complete", "Refunded", "UnderReview", "Timeout", ByAgent]),
        Status(10, "UnderReview", "Payment Under Review", "InProgress",
            ["PaymentConfirming", .. Payable, "Complete", "PartlyRefunded", "Refunded", .. Closing]),
        Status(11, "Failed", "Payment Failed", "Closed",
            [.. NextInvoice, "PaymentConfirming", "Refunded", "UnderReview", ByAgent]),
        Status(12, "Cancelled", "Payment Cancelled", "Closed",
            ["PaymentConfirming", .. Payable, "Refunded", "UnderReview", ByAgent]),
        Status(13, "Timeout", "Payment Status: Timeout", "Closed",
            [.. NextInvoice, "PaymentConfirming", "Complete", "UnderReview", "Expired", ByAgent]),
        Status(14, ByAgent, "Closed by agent", "Closed", "Archived"),
        Status(15, "Archived", "Archived", "Closed", ByAgent),
    ];

    public static SandboxStatus Default => Statuses[0];

    public static SandboxStatus ClosedByAgent => Of(ByAgent);

    /// <summary>By its word, as the gateway's setting <c>Statuses:{Word}</c> has it.</summary>
    /// <exception cref="InvalidOperationException">There is no such word.</exception>
    public static SandboxStatus Of(string word) => Statuses.First(status => status.Word == word);

    internal static SandboxStatus? WithId(string id) => Statuses.FirstOrDefault(status => status.Id == id);

    internal static SandboxStatus? Named(string name) => Statuses.FirstOrDefault(status => status.Name == name);

    private static SandboxStatus Status(
        int number, string word, string name, string category, params ImmutableArray<string> destinations) =>
        new($"5ab0c000-0000-4000-8000-0000000000{number:00}", word, name, category, destinations.Remove(word));
}

/// <param name="Id">A UUID.</param>
/// <param name="Word">Short, without spaces.</param>
/// <param name="Name">As the agent sees it.</param>
/// <param name="Category">Genesys': Open, InProgress, Waiting or Closed.</param>
/// <param name="Destinations">The words of the statuses that can come next.</param>
public sealed record SandboxStatus(
    string Id, string Word, string Name, string Category, ImmutableArray<string> Destinations)
{
    /// <summary>The gateway writes these; agents alone set the others.</summary>
    public bool IsOfPayment => Word is not ("ClosedByAgent" or "Archived");
}
