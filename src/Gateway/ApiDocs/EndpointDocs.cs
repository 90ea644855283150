using CryptoPay.Gateway.Access;
using Microsoft.OpenApi;

namespace CryptoPay.Gateway.ApiDocs;

/// <summary>What OpenAPI says of all endpoints.</summary>
internal static class EndpointDocs
{
    /// <summary>What is the same for all: which merchant, and what can go wrong before an order is looked at.</summary>
    public static RouteGroupBuilder DescribeGroup(this RouteGroupBuilder group) => group
        .AddOpenApiOperationTransformer((operation, context, _) =>
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = NamedMerchant.Parameter,
                In = ParameterLocation.Query,
                Description = "Whose order it is. For callers that reach all merchants; others have their own.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = IdForms.MerchantRule },
            });
            return Task.CompletedTask;
        })
        .DescribeScope();

    public static RouteGroupBuilder DescribeScope(this RouteGroupBuilder group) => group
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .AddOpenApiOperationTransformer((operation, context, _) =>
        {
            var required = context.Description.ActionDescriptor.EndpointMetadata.OfType<RequiredScope>().Last();
            var ofAll = required.OfAll ? ", for all merchants" : "";
            operation.Description = $"{operation.Description} Scope: {required.Scope.Name()}{ofAll}.".TrimStart();
            return Task.CompletedTask;
        });
}
