using CryptoPay.Gateway.Bodies;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>The body of a find: for an order ID that a person may have typed, which no path is to hold.</summary>
internal sealed record FindBody(string OrderId)
{
    public static readonly FieldSet Fields = new(CreateFields.OrderId);

    public static RequestBody<FindBody> Parse(ReadOnlyMemory<byte>? body) =>
        RequestBody<FindBody>.Parse(body, Fields, fields => new(fields.Text(CreateFields.OrderId)));
}
