using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>Where a flow that has no order ID finds the payment by what the customer says.</summary>
internal static class ResumeEndpoint
{
    public static void MapResume(this IEndpointRouteBuilder intents) => intents.MapPost("/resume", Resume)
        .RequireScope(Scopes.PaymentsRead).RefusesInline().Shows(Look.Payment)
        .WithSummary("Finds a payment by the code that its customer was given, and reads it.")
        .WithDescription(
            "The code is the resumeCode of an earlier answer. Wrong ones are counted by callerId and by merchant; "
            + "beyond what is allowed within an hour the answer is 429, whatever the code.")
        .Takes(_ => ResumeRequest.Fields, new() { ["resumeCode"] = "482917", ["callerId"] = "+13175550100" })
        .Produces<PaymentIntentView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static Task<IResult> Resume(
        HttpContext http, BodyReader bodies, OrderCalls calls, IGrainFactory grains, TimeProvider time) =>
        NamedMerchant.TryFindOne(http, out var merchant, out var problem)
            ? bodies.Read(http, ResumeRequest.Parse, async request =>
            {
                var answerTime = new AnswerTime(time);
                var answer = await answerTime.Bound(
                    grains.GetGrain<IResumeGrain>(merchant).Resume(request.Code, request.CallerId));
                if (answer.Wait is { } wait) return TooManyTries(http, wait);
                if (answer.View is not { } view) return NotFound;
                http.LooksAt(new LookedAt(view.Merchant, view.OrderId));
                return await calls.Say(http, new PaymentIntentAnswer(view), answerTime);
            })
            : Task.FromResult(problem);

    // One and the same for a code that never was, and one that is over.
    private static IResult NotFound => Problems.Of(
        StatusCodes.Status404NotFound, ProblemCodes.ResumeCodeNotFound, "No payment can be resumed by this code.");

    private static IResult TooManyTries(HttpContext http, TimeSpan wait)
    {
        TooMany.TellWait(http, wait);
        return Problems.Of(
            StatusCodes.Status429TooManyRequests, ProblemCodes.TooManyResumeTries,
            "Too many wrong codes. Nothing was looked at.");
    }
}
