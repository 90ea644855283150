using System.Collections.Immutable;
using System.Globalization;
using CryptoPay.Grains.Interfaces.Customers;

namespace CryptoPay.Gateway.Customers;

/// <summary>What was erased of a customer, what is not yet, and what stays.</summary>
/// <param name="Status">
/// erased; waiting, where orders are open still: the same call later tells; or nothing, where nobody is called so.
/// </param>
/// <param name="ErasedOrders">By order ID.</param>
/// <param name="WaitingOrders">They are watched, refunded or under review. They are erased when that ends.</param>
/// <param name="UnreadableOrders">
/// Orders of an earlier version whose rows nobody can read: whether they are this customer's cannot be told.
/// </param>
/// <param name="KeysDestroyed">So many keys of this customer's values are destroyed.</param>
/// <param name="KeysDestroyedAt">The last of them, UTC; "" for none.</param>
/// <param name="BackupsEndAt">The day on which the last backup is gone that holds one, UTC; "" for none.</param>
internal sealed record ErasureCertificate(
    string Status, ImmutableArray<string> ErasedOrders, ImmutableArray<string> WaitingOrders,
    ImmutableArray<string> UnreadableOrders, int KeysDestroyed, string KeysDestroyedAt, string BackupsEndAt,
    ImmutableArray<Remainder> Stays)
{
    private const string Erased = "erased";
    private const string Waiting = "waiting";
    private const string Nothing = "nothing";

    /// <summary>Each word that <see cref="Status"/> can be.</summary>
    public static ImmutableArray<string> Statuses { get; } = [Erased, Waiting, Nothing];

    private const string NoEnd = "no end is set";

    public static ErasureCertificate Of(CustomerErasure erasure) => new(
        !erasure.WaitingOrders.IsEmpty ? Waiting : erasure.KeysDestroyed > 0 ? Erased : Nothing,
        erasure.ErasedOrders, erasure.WaitingOrders, erasure.UnreadableOrders, erasure.KeysDestroyed,
        Text("s", erasure.LastDestroyedAt), Text("yyyy-MM-dd", erasure.BackupsEndAt),
        [
            new("order IDs, amounts, coins, statuses and times, and the processor's invoice IDs",
                "bookkeeping, and reconciliation with the processor", NoEnd),
            new("a digest of each payment's ID, made with a random salt", "a double spend is told by it", NoEnd),
            new("who was shown the orders, and when", "an auditor may ask",
                $"{erasure.AccessDays} days after each look"),
            new("the erasure: order IDs, and a keyed digest of customerRef",
                "a restored backup brings nothing back", NoEnd),
            new("what the processor, Genesys Cloud and notified systems were told", "it is theirs",
                "ask them"),
        ]);

    private static string Text(string format, DateTimeOffset? at) => at is null ? ""
        : at.Value.UtcDateTime.ToString(format, CultureInfo.InvariantCulture) + (format == "s" ? "Z" : "");
}

/// <summary>What an erasure leaves.</summary>
internal sealed record Remainder(string What, string Why, string Until);
