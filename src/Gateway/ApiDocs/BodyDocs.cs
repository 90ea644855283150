using System.Text.Json.Nodes;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.Settings;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace CryptoPay.Gateway.ApiDocs;

/// <summary>What OpenAPI says of a body that is read by hand.</summary>
internal static class BodyDocs
{
    public static RouteHandlerBuilder Takes(
        this RouteHandlerBuilder endpoint, Func<LimitOptions, FieldSet> fields, JsonObject example,
        bool isRequired = true) => endpoint
        .WithMetadata(new AcceptsMetadata(["application/json"], typeof(object), isOptional: !isRequired))
        .Produces<HttpValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .AddOpenApiOperationTransformer((operation, context, _) =>
        {
            var limits = context.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value;
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = isRequired,
                Description = $"{(isRequired ? "" : "Nothing, or ")}{RequestBody.Rule}. Fields that are not named here "
                    + "are ignored.",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = fields(limits).Schema, Example = example.DeepClone() },
                },
            };
            return Task.CompletedTask;
        });
}
