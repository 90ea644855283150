using System.Net;
using System.Text.Json;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.Coinbase;

/// <summary>What the API's errors mean. Only the one code that we know comes out of a body.</summary>
internal static class CoinbaseFaults
{
    public static HttpFault Read(HttpStatusCode status, ReadOnlySpan<byte> body) =>
        // The attempt was sent before, then with another expiry: its checkout may exist and has to be looked up.
        (int)status is >= 400 and < 500 && IsKeyReused(body)
            ? new HttpFault(CoinbaseCodes.KeyReused, MayPass: true)
            : StatusFault.Of(status);

    private static bool IsKeyReused(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, CoinbaseJson.Default.FaultWire) is { } fault
                && (fault.ErrorType is CoinbaseCodes.KeyReused
                    || fault.Errors is [{ Id: CoinbaseCodes.KeyReused }, ..]);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
