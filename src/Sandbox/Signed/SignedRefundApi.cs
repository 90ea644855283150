using System.Text.Json.Nodes;

namespace CryptoPay.Sandbox.Signed;

/// <summary>The contract's calls about refunds. The same key and body, at any time, is the same refund.</summary>
internal static class SignedRefundApi
{
    private sealed record Request(string RefundId, string Amount, string Currency);

    public static void MapRefunds(this IEndpointRouteBuilder payments)
    {
        payments.MapPost("/{id}/refunds", Create);
        payments.MapGet("/{id}/refunds", (string id, [AsParameters] SignedCall call) =>
            call.Run("refund-search", call.OrderIdOf(id), () => call.Payments.Read(id) is { } payment
                ? SignedWire.Answer(new JsonArray([.. payment.Refunds
                    .Where(refund => !call.Faults.HidesFromSearch(
                        payment.OrderId, call.Time.GetUtcNow() - refund.CreatedAt))
                    .Select(refund => SignedWire.Refund(payment, refund))]))
                : SignedApi.NotFound()));
        payments.MapGet("/{id}/refunds/{refundId}", (string id, string refundId, [AsParameters] SignedCall call) =>
            call.Run("refund-read", call.OrderIdOf(id), () =>
                call.Payments.Read(id) is { } payment
                && payment.Refunds.FirstOrDefault(known => known.Id == refundId) is { } refund
                    ? SignedWire.Answer(SignedWire.Refund(payment, refund))
                    : SignedApi.NotFound()));
    }

    private static async Task<IResult> Create(string id, [AsParameters] SignedCall call)
    {
        if (call.IdempotencyKey is not { } key) return SignedContract.Refuse("Idempotency-Key must be one UUID.");
        var body = await call.Body();
        var (asked, mistake) = SignedContract.Read<Request>(body);
        if (asked is null) return SignedContract.Refuse(mistake);
        if (asked.RefundId == "" || !SignedContract.TryAmount(asked.Amount, out var amount) || amount == 0)
            return SignedContract.Refuse("refundId must not be empty, amount must be a decimal above 0.");
        var refund = new SignedRefund(
            // Of the key, so that the same key finds it again.
            $"ref_{SignedContract.Hash(key.ToByteArray())[..24]}",
            asked.RefundId, SignedContract.Hash(body), amount, call.Time.GetUtcNow());
        return await call.Run("refund", call.OrderIdOf(id), () => Refund(id, refund, asked.Currency, call));
    }

    private static IResult Refund(string id, SignedRefund asked, string currency, SignedCall call)
    {
        if (call.Payments.Read(id) is { } payment && payment.IsoCode != currency)
            return SignedContract.Refuse("currency must be the payment's.");
        return call.Payments.Refund(id, asked) switch
        {
            null => SignedApi.NotFound(),
            { Conflict: "", After: var after } => SignedWire.Answer(
                SignedWire.Refund(after, after.Refunds.First(refund => refund.Id == asked.Id)),
                StatusCodes.Status201Created),
            { Conflict: SignedRules.NotRefundable } => SignedWire.Error(StatusCodes.Status409Conflict,
                SignedRules.NotRefundable, "There is not as much final money left."),
            { Conflict: var code } => SignedWire.Error(StatusCodes.Status409Conflict, code,
                "The Idempotency-Key or the refundId was used with another body."),
        };
    }
}
