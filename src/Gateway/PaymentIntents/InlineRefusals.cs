using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Payments.Views;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>
/// What a payment's endpoint refuses, as an answer with status 200 and a payment's keys, where the call asks for that.
/// A call flow of Genesys Cloud sees of any other status that the call failed, and nothing of why. Faults keep their
/// status: who may not call, limits of calls, and what is away.
/// </summary>
internal static class InlineRefusals
{
    public const string Header = "X-CryptoPay-Errors";
    public const string Inline = "inline";

    /// <summary>Nothing was found that the call could be about.</summary>
    public const string NotFound = "not_found";

    public const string Refused = "refused";

    /// <summary>What <c>errorCode</c> can say of one.</summary>
    public static IEnumerable<string> Codes =>
    [
        ProblemCodes.InvalidRequest, ProblemCodes.SecretInRequest, ProblemCodes.NotFound,
        ProblemCodes.ResumeCodeNotFound, ProblemCodes.TooManyResumeTries, .. KnownWords.Refusals,
    ];

    public static bool AreAskedBy(HttpRequest request) =>
        request.Headers[Header].ToString().Equals(Inline, StringComparison.OrdinalIgnoreCase);

    public static RouteHandlerBuilder RefusesInline(this RouteHandlerBuilder endpoint) => endpoint
        .AddEndpointFilter(async (invocation, next) =>
        {
            var result = await next(invocation);
            var request = invocation.HttpContext.Request;
            return AreAskedBy(request) && ReasonOf(result) is { } reason
                ? TypedResults.Ok(View(reason, SpokenLanguage.LanguageOf(request)))
                : result;
        })
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = Header,
                In = ParameterLocation.Header,
                Description = $"\"{Inline}\": what is refused is answered with 200 and the keys of a payment, with "
                    + $"the outcome {Refused} or {NotFound}. For callers that see nothing of an answer with another "
                    + "status.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [Inline] },
            });
            return Task.CompletedTask;
        });

    /// <summary>
    /// A path without its order ID is the list's. Who wants refusals inline wants a payment, and no list for one.
    /// </summary>
    public static RouteHandlerBuilder ListsNothingInline(this RouteHandlerBuilder endpoint) => endpoint
        .AddEndpointFilter(async (invocation, next) => AreAskedBy(invocation.HttpContext.Request)
            ? TypedResults.Ok(View(
                new Reason(
                    StatusCodes.Status400BadRequest, ProblemCodes.InvalidRequest,
                    $"{CreateFields.OrderId.Name}: required: {CreateFields.OrderId.Says}"),
                SpokenLanguage.LanguageOf(invocation.HttpContext.Request)))
            : await next(invocation));

    /// <summary>Null where it is no refusal.</summary>
    private static Reason? ReasonOf(object? result) => result switch
    {
        ProblemHttpResult problem => new(
            problem.StatusCode, (string)problem.ProblemDetails.Extensions[Problems.ErrorCode]!, DetailOf(problem)),
        NotNow refused => new(StatusCodes.Status503ServiceUnavailable, refused.ErrorCode, refused.Detail),
        _ => null,
    };

    private static string DetailOf(ProblemHttpResult problem) =>
        problem.ProblemDetails is HttpValidationProblemDetails { Errors: var fields }
            ? string.Join("; ", fields.Select(field => $"{field.Key}: {string.Join(", ", field.Value)}"))
            : problem.ProblemDetails.Detail ?? "";

    private static PaymentIntentView View(Reason reason, string? language) => new()
    {
        PaymentIntentId = "",
        OrderId = "",
        Status = "",
        CaseStatus = "",
        Outcome = reason.Status == StatusCodes.Status404NotFound ? NotFound : Refused,
        IsFinal = true,
        IsPaid = false,
        ActionRequired = "none",
        Amount = "",
        IsoCode = "",
        CryptoCode = "",
        AmountPaid = "",
        AmountDue = "",
        Message = RefusalSentences.Say(reason.Code, language),
        ErrorCode = reason.Code,
        ErrorDetail = reason.Detail,
    };

    /// <param name="Status">The one that it has where it is not inline.</param>
    /// <param name="Detail">For whoever made the call.</param>
    private sealed record Reason(int Status, string Code, string Detail);
}
