using System.Net;
using System.Text.Json;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.Signed;

/// <summary>What the contract's errors mean. Only codes that we know come out of a body.</summary>
internal static class SignedFaults
{
    public const string NotCancellable = "not_cancellable";

    public static HttpFault Read(HttpStatusCode status, ReadOnlySpan<byte> body) => ((int)status, CodeOf(body)) switch
    {
        (401, _) => new("unauthenticated", MayPass: false),
        (403, "forbidden") => new("forbidden", MayPass: false),
        (404, "not_found") => new("not_found", MayPass: false, IsOfSettings: false),
        (409, NotCancellable) => new(NotCancellable, MayPass: false, IsOfSettings: false),
        (409, "not_refundable") => new("not_refundable", MayPass: false, IsOfSettings: false),
        (409, "idempotency_conflict") => new("idempotency_conflict", MayPass: false, IsOfSettings: false),
        (400 or 422, RefusalCodes.AmountTooSmall) =>
            new(RefusalCodes.AmountTooSmall, MayPass: false, IsOfSettings: false),
        (400 or 422, "invalid_request") => new("invalid_request", MayPass: false, IsOfSettings: false),
        (408 or 429 or >= 500, _) => new($"http_{(int)status}", MayPass: true),
        // Not in the contract's words: a gateway before the processor, or no such processor at BaseUrl.
        _ => new($"http_{(int)status}", MayPass: false),
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
