using System.Text.Json.Nodes;
using CryptoPay.Gateway.Accounts;
using CryptoPay.Gateway.Reviews;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace CryptoPay.Gateway.ApiDocs;

/// <summary>What OpenAPI says of processor accounts.</summary>
internal static class AccountDocs
{
    public static void DescribeAccounts(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("The configured processor accounts, and which of them are paused.")
        .Produces<AccountList>();

    public static void DescribePause(this RouteHandlerBuilder endpoint, string summary) => endpoint
        .WithSummary(summary)
        .WithDescription("Written before it is answered, and so from then on true of every create. Again: no change.")
        .WithMetadata(new AcceptsMetadata(["application/json"], typeof(object), isOptional: true))
        .Produces<AccountView>()
        .Produces<HttpValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Description = $"Nothing, or {RequestBody.Rule}",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new()
                    {
                        Schema = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Object,
                            Properties = new Dictionary<string, IOpenApiSchema>
                            {
                                ["reason"] = CreateRequestDocs.Text(
                                    ResolutionFields.Reason, maxLength: ResolutionFields.ReasonCharsMax),
                            },
                        },
                        Example = new JsonObject { ["reason"] = "The wallet is being moved." },
                    },
                },
            };
            return Task.CompletedTask;
        });
}
