using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Grains.Interfaces.Customers;
using CryptoPay.Payments;

namespace CryptoPay.Gateway.Customers;

/// <summary>Where a merchant keeps its word to a person: what is kept of them, and that it is kept no longer.</summary>
internal static class CustomerEndpoints
{
    /// <summary>No caller waits on the line, and a customer may have had many orders.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(25);

    /// <summary>Rows of earlier versions are encrypted anew by then, or a good part of them.</summary>
    private const int NotYetSeconds = 60;

    public static void MapCustomers(this IEndpointRouteBuilder app)
    {
        var customers = app.MapGroup("/v1/customers").WithTags("Customers").DescribeGroup();
        customers.MapPost("/erasures", Erase).RequireScope(Scopes.OpsApprove).DescribeErasure();
        customers.MapPost("/exports", Export).RequireScope(Scopes.OpsApprove).Shows(Look.Export).DescribeExport();
    }

    private static Task<IResult> Erase(HttpContext http, BodyReader bodies, IGrainFactory grains, TimeProvider time) =>
        Answer(http, bodies, grains, time, (customers, customerRef) => customers.Erase(customerRef, http.User.Name()),
            erasure => ErasureCertificate.Of(erasure!));

    private static Task<IResult> Export(HttpContext http, BodyReader bodies, IGrainFactory grains, TimeProvider time) =>
        Answer(http, bodies, grains, time, (customers, customerRef) => customers.Export(customerRef),
            orders => CustomerExport.Of(orders!.Value));

    private static Task<IResult> Answer<TAnswer, TShown>(
        HttpContext http, BodyReader bodies, IGrainFactory grains, TimeProvider time,
        Func<ICustomersGrain, Sensitive, Task<TAnswer>> call, Func<TAnswer, TShown> shown) =>
        NamedMerchant.TryFindOne(http, out var merchant, out var problem)
            ? bodies.Read(http, CustomerBody.Parse, async customerRef =>
            {
                http.LooksAt(new LookedAt(merchant));
                var answer = await new AnswerTime(time, AnswerMax)
                    .Bound(call(grains.GetGrain<ICustomersGrain>(merchant), customerRef));
                return answer is null
                    ? new NotNow(
                        ProblemCodes.NotYet, "Orders of an earlier version are still being encrypted anew, so those of "
                        + "a customer cannot be found yet. The same call later does.", NotYetSeconds)
                    : TypedResults.Ok(shown(answer));
            })
            : Task.FromResult(problem);
}
