using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Calls;
using CryptoPay.Sandbox.Faults;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.Signed;

/// <summary>The contract's calls about payments.</summary>
internal static class SignedApi
{
    public static void MapSignedApi(this IEndpointRouteBuilder signed)
    {
        var payments = signed.MapGroup("/payments").AddEndpointFilter(LetKeyIn);
        payments.MapPost("", CreatePayment.Handle);
        payments.MapRefunds();
        payments.MapGet("", Search);
        payments.MapGet("/{id}", (string id, [AsParameters] SignedCall call) =>
            call.Run("read", call.OrderIdOf(id), () => call.Payments.Read(id) is { } payment
                ? SignedWire.Answer(SignedWire.Payment(payment, call.PageBase))
                : NotFound()));
        payments.MapPost("/{id}/cancel", (string id, [AsParameters] SignedCall call) =>
            call.Run("mark", call.OrderIdOf(id), () => call.Payments.Cancel(id) switch
            {
                null => NotFound(),
                { IsDone: false } => SignedWire.Error(StatusCodes.Status409Conflict, "not_cancellable",
                    "Its money is confirming or final."),
                { After: var payment } => SignedWire.Answer(SignedWire.Payment(payment, call.PageBase)),
            }));
    }

    private static async Task<IResult> Search([AsParameters] SignedCall call)
    {
        var orderId = call.Http.Request.Query["orderId"].ToString();
        return await call.Run("search", orderId, () => SignedWire.Answer(new JsonArray([.. call.Payments
            .OfOrder(orderId)
            .Where(payment => !call.Faults.HidesFromSearch(payment.OrderId, call.Time.GetUtcNow() - payment.CreatedAt))
            .Select(payment => SignedWire.Payment(payment, call.PageBase))])));
    }

    private static async ValueTask<object?> LetKeyIn(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var key = http.RequestServices.GetRequiredService<IOptionsMonitor<SignedOptions>>().CurrentValue.ApiKey;
        return key != "" && http.Request.Headers.Authorization == $"Bearer {key}"
            ? await next(context)
            : SignedWire.Error(StatusCodes.Status401Unauthorized, "unauthenticated", "The API key is not known.");
    }

    public static IResult NotFound() =>
        SignedWire.Error(StatusCodes.Status404NotFound, "not_found", "There is no such payment or refund.");
}

/// <summary>One call of the API and what answers it.</summary>
internal sealed record SignedCall(HttpContext Http, SignedPayments Payments, FaultSwitch Faults, TimeProvider Time)
{
    public string PageBase => $"{Http.Request.Scheme}://{Http.Request.Host}{Http.Request.PathBase}/sandbox/signed/p";

    /// <summary>Null where the header is missing or no UUID.</summary>
    public Guid? IdempotencyKey =>
        Guid.TryParseExact(Http.Request.Headers["Idempotency-Key"], "D", out var key) ? key : null;

    public Task<byte[]> Body() => Http.Request.ReadBytes();

    public string OrderIdOf(string id) => Payments.Read(id)?.OrderId ?? "";

    /// <summary>Does the work unless a fault is in the way.</summary>
    public Task<IResult> Run(string operation, string orderId, Func<IResult> work) => Faults.Run(
        Http, operation, [orderId],
        status => status switch
        {
            403 => SignedWire.Error(status, "forbidden", "The key may not do this."),
            404 => SignedApi.NotFound(),
            _ => SignedWire.Error(
                StatusCodes.Status503ServiceUnavailable, "unavailable", "The chain is not reachable."),
        },
        work);
}
