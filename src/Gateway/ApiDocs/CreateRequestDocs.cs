using System.Globalization;
using System.Text.Json.Nodes;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Payments.PaymentIntents;
using Microsoft.OpenApi;

namespace CryptoPay.Gateway.ApiDocs;

/// <summary>
/// The body of a create for OpenAPI. By hand, as it is read by hand; the rules' words are the parser's.
/// </summary>
internal static class CreateRequestDocs
{
    public static OpenApiRequestBody Body(LimitOptions limits) => new()
    {
        Required = true,
        Description = $"{RequestBody.Rule}. Fields that are not named here are ignored.",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/json"] = new() { Schema = Schema(limits), Example = Example },
        },
    };

    private static OpenApiSchema Schema(LimitOptions limits) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "orderId", "amount", "currency" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["posLabel"] = Text(FieldRules.PosLabel, maxLength: FieldRules.PosLabelCharsMax),
            ["orderId"] = Text(FieldRules.OrderId, @"^(?!\.+$)[A-Za-z0-9._-]{1,64}$"),
            ["amount"] = Amount(limits.AmountMax, limits.AmountMaxOf),
            ["currency"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string> { "isoCode", "cryptoCode" },
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["isoCode"] = Text(FieldRules.IsoCode, "^[A-Za-z]{3}$"),
                    ["cryptoCode"] = Text(FieldRules.CryptoCode, "^[A-Za-z][A-Za-z0-9]{1,11}$"),
                },
            },
            ["transactionSpeed"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = ["high", "medium", "low"],
                Default = "medium",
                Description = "How many confirmations are waited for: none, some, many.",
            },
            ["notificationUrl"] = Text(FieldRules.NotificationUrl, maxLength: FieldRules.UrlCharsMax),
            ["metadata"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = $"{MetadataField.Says}. The same order again: replaces per key; "
                    + "new keys beyond that are not kept.",
                MaxProperties = RowBounds.MetadataKeysMax,
                AdditionalProperties = new OpenApiSchema
                {
                    Type = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean,
                    MaxLength = MetadataField.ValueCharsMax,
                    Description = MetadataField.ValueSays,
                },
            },
            ["processor"] = Text(FieldRules.Processor, maxLength: 64),
        },
    };

    /// <param name="amountMaxOf">What is the most in some currencies instead; null for none.</param>
    internal static OpenApiSchema Amount(decimal amountMax, Dictionary<string, decimal>? amountMaxOf = null) => new()
    {
        Type = JsonSchemaType.String | JsonSchemaType.Number,
        Pattern = @"^(0|[1-9][0-9]*)(\.[0-9]+)?$",
        Description = "Plain digits above 0 and up to " + amountMax.ToString(CultureInfo.InvariantCulture)
            + " units of the currency"
            + string.Concat((amountMaxOf ?? []).OrderBy(most => most.Key, StringComparer.OrdinalIgnoreCase).Select(
                most => FormattableString.Invariant($", {most.Value} of {most.Key.ToUpperInvariant()}")))
            + ", with at most as many decimals as the currency has; zeros behind them are no matter. A string is "
            + "safer than a number.",
    };

    internal static OpenApiSchema Text(FieldRule rule, string? pattern = null, int? maxLength = null) => new()
    {
        Type = JsonSchemaType.String,
        Description = rule.Says,
        Pattern = pattern,
        MaxLength = maxLength,
    };

    private static JsonNode Example => new JsonObject
    {
        ["posLabel"] = "ContactCenter_Payment",
        ["orderId"] = "CC-1001",
        ["amount"] = "100.00",
        ["currency"] = new JsonObject { ["isoCode"] = "USD", ["cryptoCode"] = "BTC" },
        ["transactionSpeed"] = "high",
        ["metadata"] = new JsonObject { ["agentId"] = "agent-7" },
    };
}
