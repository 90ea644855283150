using CryptoPay.Gateway.Bodies;
using CryptoPay.Payments;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.Customers;

/// <summary>The body that names a customer, as the creates of their orders did.</summary>
internal static class CustomerBody
{
    private const int CharsMax = 500;

    private static readonly TextField CustomerRef = new(
        PaymentIntent.CustomerRefKey,
        $"whom it is about, as {MetadataField.FieldName}.{PaymentIntent.CustomerRefKey} said in the creates of their "
        + $"orders: at most {CharsMax} characters")
    {
        IsRequired = true,
        CharsMax = CharsMax,
    };

    public static readonly FieldSet Fields = new(CustomerRef);

    public static RequestBody<Sensitive> Parse(ReadOnlyMemory<byte>? body) =>
        RequestBody<Sensitive>.Parse(body, Fields, fields => new Sensitive(fields.Text(CustomerRef)));
}
