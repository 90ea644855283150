using System.Text.Json.Nodes;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Gateway.Refunds;
using CryptoPay.Gateway.Reviews;
using CryptoPay.Payments.Views;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace CryptoPay.Gateway.ApiDocs;

/// <summary>The bodies of resolutions for OpenAPI; the rules' words are the parsers'.</summary>
internal static class ResolutionDocs
{
    public static void DescribeReview(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Ends a review by a person's word.")
        .WithDescription(
            "returned: money of one invoice went back by other hands. nothing_owed: nobody owes anything. credited: it "
            + "counts as paid, where the processor cannot be told. The same facts raise no other review; new ones do.")
        .Produces<PaymentIntentView>()
        .Describe(
            new()
            {
                ["resolution"] = CreateRequestDocs.Text(ReviewBody.Resolution),
                ["reason"] = Reason,
                ["invoiceId"] = CreateRequestDocs.Text(ReviewBody.InvoiceId),
                ["amount"] = CreateRequestDocs.Amount(ReviewBody.AmountMax),
            },
            new() { ["resolution"] = ReviewBody.NothingOwed, ["reason"] = "Settled with the customer by phone." });

    public static void DescribeRefundResolution(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Says of an unclear refund whether it was made.")
        .WithDescription(
            "not_made frees its amount, once a complete search at the processor found nothing. made links it to the "
            + "processor's refund, once a read shows that it is of this invoice and amount. Answers in up to 20 s.")
        .Produces<RefundView>()
        .Describe(
            new()
            {
                ["resolution"] = CreateRequestDocs.Text(RefundResolutionBody.Resolution),
                ["reason"] = Reason,
                ["processorRefundId"] = CreateRequestDocs.Text(RefundResolutionBody.ProcessorRefundId),
            },
            new() { ["resolution"] = RefundResolutionBody.NotMade, ["reason"] = "The server's list has none." });

    private static OpenApiSchema Reason =>
        CreateRequestDocs.Text(ResolutionFields.Reason, maxLength: ResolutionFields.ReasonCharsMax);

    private static void Describe(
        this RouteHandlerBuilder endpoint, Dictionary<string, IOpenApiSchema> properties, JsonObject example) =>
        endpoint.WithMetadata(new AcceptsMetadata(["application/json"], typeof(object)))
        .Produces<HttpValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = RequestBody.Rule,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new()
                    {
                        Schema = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Object,
                            Required = new HashSet<string> { "resolution", "reason" },
                            Properties = properties,
                        },
                        Example = example.DeepClone(),
                    },
                },
            };
            return Task.CompletedTask;
        });
}
