using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Payments.Cases;

namespace CryptoPay.Gateway.Sinks;

/// <summary>What OpenAPI says of case sinks.</summary>
internal static class SinkDocs
{
    public static IEnumerable<KnownWords> Words =>
    [
        new(typeof(SinkView), nameof(SinkView.Kind), Enum.GetNames<CaseSinkKind>()),
        new(typeof(SinkView), nameof(SinkView.State), SinkViewing.States),
    ];

    public static void DescribeSinks(this RouteHandlerBuilder endpoint, string summary) => endpoint
        .WithSummary(summary)
        .Produces<SinkList>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    public static void DescribeSend(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Sends a refund's claim link to the customer, once.")
        .WithDescription(
            "To the address in this request and no other. The same call again is the same sending. Whoever has the "
            + "link can take the money.")
        .Takes(
            _ => SendLinkBody.Fields,
            new() { ["sendId"] = "S-1", ["channel"] = "sms", ["to"] = "+13175550100" })
        .Produces<SinkView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);
}
