using System.Collections.Immutable;
using System.Text.Json;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>
/// The body of a create, read by hand so that all that is wrong with it is said at once, and so that an amount is
/// never a double. No value is ever said back. Fields that are not named here are ignored: a caller may send more.
/// </summary>
internal abstract record CreateRequest
{
    private CreateRequest() { }

    public sealed record Valid(string OrderId, CreatePaymentIntent Intent) : CreateRequest;

    public sealed record Invalid(IDictionary<string, string[]> Errors) : CreateRequest;

    /// <summary>
    /// A string looks like a private key or a seed phrase. No part of it may be stored, sent or logged.
    /// </summary>
    public sealed record HoldsSecret(IDictionary<string, string[]> Errors) : CreateRequest;

    public const string BodyRule = "one JSON object of at most 64 KiB in UTF-8, no key in it twice";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <param name="body">Null where it was too large.</param>
    public static CreateRequest Parse(ReadOnlyMemory<byte>? body, decimal amountMax)
    {
        if (body is not { } bytes)
        {
            return NotReadable;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            var root = document.RootElement;
            // Looks at every string, so that text which is no Unicode throws here and nowhere later.
            var secretIn = SecretMaterial.FieldWithSecret(root);
            return secretIn is not null ? Secret(secretIn)
                : root.ValueKind == JsonValueKind.Object ? Read(root, amountMax)
                : NotReadable;
        }
        // The second: a string that holds half of a surrogate pair, or bytes that are no UTF-8.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return NotReadable;
        }
    }

    private static CreateRequest Read(JsonElement root, decimal amountMax)
    {
        var fields = new FieldReader();
        var currency = fields.Object(root, "currency", FieldRules.Currency);
        var isoCode = fields.Required(currency, "isoCode", "currency.isoCode", FieldRules.IsoCode).ToUpperInvariant();
        var cryptoCode = fields.Required(currency, "cryptoCode", "currency.cryptoCode", FieldRules.CryptoCode).ToUpperInvariant();
        var orderId = fields.Required(root, "orderId", "orderId", FieldRules.OrderId);
        var intent = new CreatePaymentIntent
        {
            PosLabel = fields.Optional(root, "posLabel", FieldRules.PosLabel),
            Price = new Money(AmountField.Read(fields, root, isoCode, amountMax), isoCode),
            CryptoCode = cryptoCode,
            Speed = FieldRules.SpeedOf(fields.Optional(root, "transactionSpeed", FieldRules.Speed)),
            NotificationUrl = new Sensitive(fields.Optional(root, "notificationUrl", FieldRules.NotificationUrl)),
            Metadata = MetadataField.Read(fields, root),
            Processor = fields.Optional(root, "processor", FieldRules.Processor),
        };
        return fields.Errors.Count > 0 ? new Invalid(fields.Errors) : new Valid(orderId, intent);
    }

    private static Invalid NotReadable => new(new Dictionary<string, string[]> { ["body"] = [BodyRule] });

    private static HoldsSecret Secret(string field) => new(new Dictionary<string, string[]>
    {
        [field] = ["no private key and no seed phrase: nobody here needs one, and it should be considered lost"],
    });
}
