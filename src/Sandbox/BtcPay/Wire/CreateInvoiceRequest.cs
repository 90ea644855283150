using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoPay.Sandbox.BtcPay.Invoices;

namespace CryptoPay.Sandbox.BtcPay.Wire;

/// <summary>The body of a creation, read as leniently as BTCPay does: unknown fields are ignored.</summary>
internal sealed partial record CreateInvoiceRequest(
    decimal? Amount, string Currency, JsonElement Metadata, ImmutableArray<string> SearchTerms,
    Checkout Checkout, ImmutableArray<string> PaymentMethods)
{
    // Ten years: a time that far is still a date.
    private const int MinutesMax = 5_256_000;

    private static readonly JsonElement NoMetadata = JsonElement.Parse("{}");

    /// <summary>The request, or why its fields cannot be read.</summary>
    public static (CreateInvoiceRequest? Request, ImmutableArray<FieldError> Errors) Read(ReadOnlyMemory<byte> body)
    {
        var (root, error) = Json.ReadObject(body);
        if (error is not null) return (null, [error, FieldError.Unreadable]);
        if (!Json.TryAmount(Json.Of(root, "amount"), out var amount))
            return (null, [new FieldError("amount", "The supplied value is invalid."), FieldError.Unreadable]);
        var checkout = Json.Of(root, "checkout");
        var speed = Json.Text(checkout, "speedPolicy");
        if (speed is not null && !Enum.IsDefined(typeof(SpeedPolicy), speed))
        {
            return (null, [FieldError.Unreadable, new FieldError("checkout.speedPolicy",
                $"Error converting value \"{speed}\" to type "
                + "'System.Nullable`1[BTCPayServer.Client.Models.SpeedPolicy]'. "
                + "Path 'checkout.speedPolicy', line 1, position 0.")]);
        }
        if (!TryMinutes(checkout, "expirationMinutes", 15, out var expiration))
            return (null, [new FieldError("checkout.expirationMinutes", "Invalid timespan")]);
        if (!TryMinutes(checkout, "monitoringMinutes", 1440, out var monitoring))
            return (null, [new FieldError("checkout.monitoringMinutes", "Invalid timespan")]);
        var tolerance = Json.Of(checkout, "paymentTolerance");
        var request = new CreateInvoiceRequest(
            amount,
            Json.Text(root, "currency")?.ToUpperInvariant() ?? "USD",
            Json.Of(root, "metadata") is { ValueKind: JsonValueKind.Object } metadata ? metadata : NoMetadata,
            Json.Texts(root, "additionalSearchTerms"),
            new Checkout(
                speed is null ? SpeedPolicy.MediumSpeed : Enum.Parse<SpeedPolicy>(speed),
                Json.Text(checkout, "defaultPaymentMethod"),
                expiration,
                monitoring,
                tolerance.ValueKind == JsonValueKind.Number && tolerance.TryGetDecimal(out var percent) ? percent : 0,
                Json.Text(checkout, "redirectURL"),
                Json.Of(checkout, "redirectAutomatically").ValueKind == JsonValueKind.True,
                Json.Text(checkout, "defaultLanguage")),
            Json.Texts(checkout, "paymentMethods"));
        return (request, []);
    }

    /// <summary>What BTCPay refuses in fields that it could read.</summary>
    /// <param name="unknownMethods">Payment methods that the server does not have.</param>
    public ImmutableArray<FieldError> Mistakes(ImmutableArray<string> unknownMethods)
    {
        var mistakes = ImmutableArray.CreateBuilder<FieldError>();
        Refuse(Amount < 0, "Amount", "The amount should be 0 or more.");
        Refuse(Amount > ulong.MaxValue, "Amount", $"The amount should less than {ulong.MaxValue}.");
        Refuse(Checkout.ExpirationMinutes < 1, "Checkout.Expiration", "Expiration time must be at least 30 seconds");
        Refuse(Checkout.PaymentTolerance is < 0 or > 100, "Checkout.PaymentTolerance",
            "PaymentTolerance can only be between 0 and 100 percent");
        for (var i = 0; i < PaymentMethods.Length; i++)
        {
            var isUnknown = PaymentMethodId.Parse(PaymentMethods[i]) is not { } id
                || unknownMethods.Contains(id.ToString());
            Refuse(isUnknown, $"Checkout.PaymentMethods[{i}]", "Invalid PaymentMethodId");
        }
        Refuse(Checkout.DefaultLanguage is { } language && !Language().IsMatch(language), "Checkout.DefaultLanguage",
            "The requested defaultLang does not exists, Browse the ~/misc/lang page of your BTCPay Server instance "
            + "to see the list of supported languages.");
        return mistakes.ToImmutable();

        void Refuse(bool isMistake, string path, string message)
        {
            if (isMistake) mistakes.Add(new FieldError(path, message));
        }
    }

    private static bool TryMinutes(JsonElement checkout, string name, int otherwise, out int minutes)
    {
        var element = Json.Of(checkout, name);
        minutes = otherwise;
        return element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
            || (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out minutes)
                && minutes is > -MinutesMax and < MinutesMax);
    }

    [GeneratedRegex("^[a-z]{2,3}(-[A-Z]{2})?$")]
    private static partial Regex Language();
}
