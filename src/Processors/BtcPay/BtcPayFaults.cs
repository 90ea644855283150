using System.Net;
using System.Text.Json;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.BtcPay;

/// <summary>What the server's errors mean. Only codes that we know come out of a body.</summary>
internal static class BtcPayFaults
{
    public static HttpFault Read(HttpStatusCode status, ReadOnlySpan<byte> body) => (int)status switch
    {
        401 => new("unauthenticated", MayPass: false),
        // Also the answer for an invoice or a store that does not exist, whatever the key may do.
        403 when CodeOf(body) is "missing-permission" => new("missing-permission", MayPass: false),
        // Also the answer while its chain back end or its rate source is down.
        400 when CodeOf(body) is "generic-error" => new("generic-error", MayPass: true),
        422 => new("invalid_request", MayPass: false, IsOfSettings: false),
        408 or 429 or >= 500 => new($"http_{(int)status}", MayPass: true),
        _ => new($"http_{(int)status}", MayPass: false),
    };

    private static string? CodeOf(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, BtcPayJson.Default.FaultWire)?.Code;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
