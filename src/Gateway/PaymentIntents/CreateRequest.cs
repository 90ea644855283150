using System.Text.Json;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>The body of a create.</summary>
internal sealed record CreateRequest(string OrderId, CreatePaymentIntent Intent)
{
    public static RequestBody<CreateRequest> Parse(ReadOnlyMemory<byte>? body, LimitOptions limits) =>
        RequestBody<CreateRequest>.Parse(body, (root, fields) => Read(root, fields, limits));

    private static CreateRequest Read(JsonElement root, FieldReader fields, LimitOptions limits)
    {
        var currency = fields.Object(root, "currency", FieldRules.Currency);
        var isoCode = fields.Required(currency, "isoCode", "currency.isoCode", FieldRules.IsoCode).ToUpperInvariant();
        var cryptoCode = fields.Required(currency, "cryptoCode", "currency.cryptoCode", FieldRules.CryptoCode)
            .ToUpperInvariant();
        return new CreateRequest(
            fields.Required(root, "orderId", "orderId", FieldRules.OrderId),
            new CreatePaymentIntent
            {
                PosLabel = fields.Optional(root, "posLabel", FieldRules.PosLabel),
                Price = new Money(AmountField.Read(fields, root, isoCode, limits.AmountMaxIn(isoCode)), isoCode),
                CryptoCode = cryptoCode,
                Speed = FieldRules.SpeedOf(fields.Optional(root, "transactionSpeed", FieldRules.Speed)),
                NotificationUrl = new Sensitive(fields.Optional(root, "notificationUrl", FieldRules.NotificationUrl)),
                Metadata = MetadataField.Read(fields, root),
                Account = fields.Optional(root, "processor", FieldRules.Processor),
            });
    }
}
