namespace CryptoPay.Grains.Interfaces.Access;

/// <summary>Somebody was shown details of payments. Which, is not in it.</summary>
/// <param name="At">UTC; kept to the millisecond.</param>
/// <param name="Who">An API key by its name, <c>operator:</c> or <c>client:</c> and a name, or <c>link</c>.</param>
/// <param name="What">The kind of look, such as payment, list, transactions.</param>
/// <param name="Merchant">Whose; "" where it was everybody's.</param>
/// <param name="OrderId">"" where it was no single order's.</param>
/// <param name="Address">The caller's IP address; "" where it is not known.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.AccessRecord")]
public sealed record AccessRecord(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] string Who, [property: Id(2)] string What,
    [property: Id(3)] string Merchant, [property: Id(4)] string OrderId, [property: Id(5)] string Address);
