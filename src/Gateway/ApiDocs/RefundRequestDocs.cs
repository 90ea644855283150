using System.Text.Json.Nodes;
using CryptoPay.Gateway.Refunds;
using Microsoft.OpenApi;

namespace CryptoPay.Gateway.ApiDocs;

/// <summary>The body of a refund for OpenAPI; the rules' words are the parser's.</summary>
internal static class RefundRequestDocs
{
    public static OpenApiRequestBody Body(decimal amountMax) => new()
    {
        Required = true,
        Description = $"{RequestBody.Rule}. Fields that are not named here are ignored.",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/json"] = new() { Schema = Schema(amountMax), Example = Example },
        },
    };

    private static OpenApiSchema Schema(decimal amountMax) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "refundId", "amount" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["refundId"] = CreateRequestDocs.Text(RefundBody.RefundIdRule, @"^(?!\.+$)[A-Za-z0-9._-]{1,64}$"),
            ["amount"] = new OpenApiSchema
            {
                AnyOf = [CreateRequestDocs.Amount(amountMax), new OpenApiSchema { Enum = [RefundBody.All] }],
            },
        },
    };

    private static JsonNode Example => new JsonObject { ["refundId"] = "R-1", ["amount"] = "25.00" };
}
