using System.Net;
using System.Text.Json;
using CryptoPay.Http;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.Signed;

/// <summary>What the contract's errors mean. Only codes that we know come out of a body.</summary>
internal static class SignedFaults
{
    public static HttpFault Read(HttpStatusCode status, ReadOnlySpan<byte> body) => ((int)status, CodeOf(body)) switch
    {
        (401, _) => new(CallCodes.Unauthenticated, MayPass: false),
        (403, CallCodes.Forbidden) => new(CallCodes.Forbidden, MayPass: false),
        (404, SignedCodes.NotFound) => new(SignedCodes.NotFound, MayPass: false, IsOfSettings: false),
        (409, SignedCodes.NotCancellable) => new(SignedCodes.NotCancellable, MayPass: false, IsOfSettings: false),
        (409, SignedCodes.NotRefundable) => new(SignedCodes.NotRefundable, MayPass: false, IsOfSettings: false),
        (409, SignedCodes.IdempotencyConflict) =>
            new(SignedCodes.IdempotencyConflict, MayPass: false, IsOfSettings: false),
        (400 or 422, RefusalCodes.AmountTooSmall) =>
            new(RefusalCodes.AmountTooSmall, MayPass: false, IsOfSettings: false),
        (400 or 422, CallCodes.InvalidRequest) =>
            new(CallCodes.InvalidRequest, MayPass: false, IsOfSettings: false),
        (408 or 429 or >= 500, _) => new(EndingCodes.Of(status), MayPass: true),
        // Not in the contract's words: a gateway before the processor, or no such processor at BaseUrl.
        _ => new(EndingCodes.Of(status), MayPass: false),
    };

    private static string? CodeOf(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SignedJson.Default.FaultWire)?.Code;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
