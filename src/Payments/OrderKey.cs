using Orleans;

namespace CryptoPay.Payments;

/// <summary>
/// Which order, of all merchants: an order ID is unique within its merchant. Its text, "{merchant}/{orderId}", is the
/// key of the order's grain. The slash is needed: Orleans' ADO.NET provider keeps a key that looks like a GUID or a hex
/// number not as a string, and <c>deadbeef</c> and <c>DEADBEEF</c> would share a row.
/// </summary>
[GenerateSerializer, Immutable, Alias("CryptoPay.OrderKey")]
public readonly record struct OrderKey([property: Id(0)] string Merchant, [property: Id(1)] string OrderId)
{
    private const int MerchantCharsMax = 32;
    private const int OrderIdCharsMax = 64;

    /// <summary>
    /// Both parts are of the form that gateways take: what processors and others name may be anything.
    /// </summary>
    public bool HasForm => IsForm(Merchant, MerchantCharsMax) && IsForm(OrderId, OrderIdCharsMax);

    public override string ToString() => $"{Merchant}/{OrderId}";

    /// <param name="text">As <see cref="ToString"/> gives it, of parts without a slash in them.</param>
    /// <exception cref="ArgumentException">It is no such text.</exception>
    public static OrderKey Parse(string text) => text.Split('/') is [var merchant, var orderId]
        ? new OrderKey(merchant, orderId)
        : throw new ArgumentException("Not the key of an order.", nameof(text));

    private static bool IsForm(string text, int charsMax) => text.Length <= charsMax && text.Trim('.') != ""
        && text.All(each => char.IsAsciiLetterOrDigit(each) || each is '.' or '_' or '-');
}
