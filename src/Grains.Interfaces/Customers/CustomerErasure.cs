using System.Collections.Immutable;

namespace CryptoPay.Grains.Interfaces.Customers;

/// <summary>How far a customer's erasure is.</summary>
/// <param name="ErasedOrders">By order ID, oldest first.</param>
/// <param name="WaitingOrders">They are watched, refunded or under review still.</param>
/// <param name="UnreadableOrders">Of an earlier version, and of nobody knows whom: their rows cannot be read.</param>
/// <param name="KeysDestroyed">Of so many keys nothing is left.</param>
/// <param name="LastDestroyedAt">Null where none was destroyed.</param>
/// <param name="BackupsEndAt">When the last backup is gone that holds one of them; null as before.</param>
/// <param name="AccessDays">For so long it is known who was shown an order.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.CustomerErasure")]
public sealed record CustomerErasure(
    [property: Id(0)] ImmutableArray<string> ErasedOrders,
    [property: Id(1)] ImmutableArray<string> WaitingOrders,
    [property: Id(6)] ImmutableArray<string> UnreadableOrders,
    [property: Id(2)] int KeysDestroyed,
    [property: Id(3)] DateTimeOffset? LastDestroyedAt,
    [property: Id(4)] DateTimeOffset? BackupsEndAt,
    [property: Id(5)] int AccessDays);
