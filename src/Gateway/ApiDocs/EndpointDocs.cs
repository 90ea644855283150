using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Gateway.Refunds;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.Views;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace CryptoPay.Gateway.ApiDocs;

/// <summary>What OpenAPI says of each endpoint beyond its route.</summary>
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
                Description = "Whose order it is. For API keys that reach all merchants; others have their own.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = WireForms.MerchantRule },
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

    public static void DescribeCreate(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Asks for a payment, or finds the one that this order has.")
        .WithDescription(
            "The same call again gives the same payment, whenever and however often. Answers in under 2 s; where the "
            + "processor is slower, the status is Requested and pollAfterSeconds says when to ask again.")
        .WithMetadata(new AcceptsMetadata(["application/json"], typeof(object)))
        .Produces<PaymentIntentView>()
        .Produces<HttpValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .AddOpenApiOperationTransformer((operation, context, _) =>
        {
            var limits = context.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value;
            operation.RequestBody = CreateRequestDocs.Body(limits);
            return Task.CompletedTask;
        });

    public static void DescribeIntent(this RouteHandlerBuilder endpoint, string summary) => endpoint
        .WithSummary(summary)
        .Produces<PaymentIntentView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    public static void DescribeRefundRequest(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Has money of a payment given back, or finds the refund that has this ID.")
        .WithDescription(
            "The same call again is the same refund. It is Completed only when the processor says that the money is "
            + "out.")
        .WithMetadata(new AcceptsMetadata(["application/json"], typeof(object)))
        .Produces<RefundView>()
        .Produces<HttpValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .AddOpenApiOperationTransformer((operation, context, _) =>
        {
            var limits = context.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value;
            operation.RequestBody = RefundRequestDocs.Body(limits.AmountMaxInAny);
            return Task.CompletedTask;
        });

    public static void DescribeRefund(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Reads a refund.")
        .Produces<RefundView>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    public static void DescribeRefundList(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("The payment's refunds, oldest first.")
        .Produces<RefundList>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    public static void DescribeEvents(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("The payment's history, oldest first, each entry chained to the one before it.")
        .Produces<PaymentIntentEvents>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    public static void DescribeList(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Lists payments, newest first.")
        .WithDescription(
            $"status: {ListRequest.StatusRule}. actionRequired: {ListRequest.ActionRule}. from: only those created at "
            + $"this time or later, ISO 8601 in UTC. take: 1 to {ListRequest.TakeMax}, default "
            + $"{ListRequest.TakeDefault}. cursor: nextCursor of the page before; it is \"\" on the last page. An API key "
            + "that reaches all merchants and has the scope ops:read lists over all of them where it names none.")
        .Produces<PaymentIntentPage>()
        .Produces<HttpValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json");
}
