namespace CryptoPay.Grains.Interfaces.Customers;

/// <summary>What an order is asked whose values are to go.</summary>
/// <param name="DataKeyId">The data key that they are encrypted with: an order that has another is not meant.</param>
/// <param name="Owner">
/// Not "": where the order cannot be erased yet it leaves this key, a customer's, for one of its own.
/// </param>
/// <param name="Reason">One word: customer or retention.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.ErasureOfOrder")]
public sealed record ErasureOfOrder(
    [property: Id(0)] string DataKeyId, [property: Id(1)] string Owner, [property: Id(2)] string Reason,
    [property: Id(3)] string Who);

/// <summary>What became of it.</summary>
public enum ErasureStep
{
    /// <summary>It is not there, or has another key.</summary>
    NotMeant = 0,
    Erased = 1,

    /// <summary>It is watched, refunded or under review still.</summary>
    Waiting = 2,
}
