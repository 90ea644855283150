using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.Settings;
using CryptoPay.Notifications;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>The body of a create.</summary>
internal sealed record CreateRequest(string OrderId, CreatePaymentIntent Intent)
{
    /// <param name="hosts">Where the merchant's notifications may go.</param>
    public static RequestBody<CreateRequest> Parse(
        ReadOnlyMemory<byte>? body, LimitOptions limits, MerchantHosts hosts) =>
        RequestBody<CreateRequest>.Parse(body, CreateFields.All(limits), fields => Read(fields, limits, hosts));

    private static CreateRequest Read(FieldReader fields, LimitOptions limits, MerchantHosts hosts)
    {
        var currency = fields.Object(CreateFields.Currency);
        var isoCode = fields.Text(currency, CreateFields.IsoCode).ToUpperInvariant();
        var cryptoCode = fields.Text(currency, CreateFields.CryptoCode).ToUpperInvariant();
        return new CreateRequest(
            fields.Text(CreateFields.OrderId),
            new CreatePaymentIntent
            {
                PosLabel = fields.Text(CreateFields.PosLabel),
                Price = new Money(CreateFields.Amount(limits).Read(fields, isoCode), isoCode),
                CryptoCode = cryptoCode,
                Speed = SpeedOf(fields.Text(CreateFields.Speed)),
                NotificationUrl = new Sensitive(fields.Text(CreateFields.NotificationUrlTo(hosts))),
                Metadata = CreateFields.Metadata.Read(fields),
                Account = fields.Text(CreateFields.Processor),
            });
    }

    // Medium where nothing is said.
    private static TransactionSpeed SpeedOf(string text) => text.ToLowerInvariant() switch
    {
        "high" => TransactionSpeed.High,
        "low" => TransactionSpeed.Low,
        _ => TransactionSpeed.Medium,
    };
}
