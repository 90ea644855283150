using System.Collections.Immutable;

namespace CryptoPay.Sandbox.BtcPay.Wire;

/// <summary>The body of a refund. The wanted payout methods stand in an array, or one of them alone as once.</summary>
/// <param name="MethodsField">Which of the two fields has them.</param>
internal sealed record RefundInvoiceRequest(
    string? Name, string? Description, string? Variant, decimal? CustomAmount, string? CustomCurrency,
    ImmutableArray<string> Methods, string MethodsField)
{
    private static readonly string[] Variants = ["RateThen", "CurrentRate", "OverpaidAmount", "Fiat", "Custom"];

    /// <summary>The request, or why its fields cannot be read.</summary>
    public static (RefundInvoiceRequest? Request, ImmutableArray<FieldError> Errors) Read(ReadOnlyMemory<byte> body)
    {
        var (root, error) = Json.ReadObject(body);
        if (error is not null) return (null, [error, FieldError.Unreadable]);
        if (!Json.TryAmount(Json.Of(root, "customAmount"), out var amount))
            return (null, [new FieldError("customAmount", "The supplied value is invalid."), FieldError.Unreadable]);
        var variant = Json.Text(root, "refundVariant");
        if (variant is not null && !Variants.Contains(variant))
        {
            return (null, [FieldError.Unreadable, new FieldError("refundVariant",
                $"Error converting value \"{variant}\" to type "
                + "'System.Nullable`1[BTCPayServer.Client.Models.RefundVariant]'. "
                + "Path 'refundVariant', line 1, position 0.")]);
        }
        var isArray = Json.Of(root, "payoutMethods").ValueKind == System.Text.Json.JsonValueKind.Array;
        return (new RefundInvoiceRequest(
            Json.Text(root, "name"),
            Json.Text(root, "description"),
            variant,
            amount,
            Json.Text(root, "customCurrency"),
            isArray ? Json.Texts(root, "payoutMethods")
                : Json.Text(root, "payoutMethodId") is { } method ? [method] : [],
            isArray ? "PayoutMethods" : "PayoutMethodId"), []);
    }
}
