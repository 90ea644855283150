using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;

namespace CryptoPay.Grains.Interfaces;

/// <summary>
/// Lists payment intents from the very rows that their grains wrote. Key: any number; it keeps nothing.
/// </summary>
[Alias("CryptoPay.IPaymentIntentListGrain")]
public interface IPaymentIntentListGrain : IGrainWithIntegerKey
{
    /// <returns>Null where the cursor is none that a page gave.</returns>
    Task<PaymentIntentPage?> List(PaymentIntentQuery query);
}

/// <param name="Merchant">Only this one's; null for everybody's.</param>
/// <param name="Status">Only this one; null for all.</param>
/// <param name="From">Only those created at this time or later; null for all.</param>
/// <param name="Cursor">As the page before gave it; "" for the first page.</param>
/// <param name="Take">1 to 200.</param>
/// <param name="ActionRequired">Only those that ask for this: none, top_up, new_invoice or review; "" for all.</param>
/// <param name="To">Only those created before this time; null for all.</param>
/// <param name="SettledFrom">Only those settled at this time or later; null for all.</param>
/// <param name="SettledTo">Only those settled before this time; null for all.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.PaymentIntentQuery")]
public sealed record PaymentIntentQuery(
    [property: Id(0)] string? Merchant,
    [property: Id(1)] PaymentIntentStatus? Status,
    [property: Id(2)] DateTimeOffset? From,
    [property: Id(3)] string Cursor,
    [property: Id(4)] int Take,
    [property: Id(5)] string ActionRequired = "",
    [property: Id(6)] DateTimeOffset? To = null,
    [property: Id(7)] DateTimeOffset? SettledFrom = null,
    [property: Id(8)] DateTimeOffset? SettledTo = null);

/// <param name="Items">Newest first, by when they settled where the query asks for that.</param>
/// <param name="NextCursor">"" on the last page.</param>
/// <param name="Unreadable">How many belong between these and cannot be read; the log names them.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.PaymentIntentPage")]
public sealed record PaymentIntentPage(
    [property: Id(0)] ImmutableArray<PaymentIntentView> Items, [property: Id(1)] string NextCursor,
    [property: Id(2)] int Unreadable = 0);
