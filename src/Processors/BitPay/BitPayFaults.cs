using System.Net;
using System.Text.Json;
using CryptoPay.Http;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.BitPay;

/// <summary>
/// What BitPay's errors mean. Its codes are two digits each for method, resource and error; only such a code comes out
/// of a body.
/// </summary>
internal static class BitPayFaults
{
    private const string BelowMinimum = "0110";

    public static HttpFault Read(HttpStatusCode status, ReadOnlySpan<byte> body) => (int)status switch
    {
        408 or 429 or >= 500 => new(EndingCodes.Of(status), MayPass: true),
        401 or 403 => new(EndingCodes.Of(status), MayPass: false),
        _ => OfBody(EndingCodes.Of(status), body),
    };

    /// <summary>The error of an answer that has no data; null where it does not name one.</summary>
    public static HttpFault? Of<T>(AnswerWire<T> answer) where T : class => answer switch
    {
        { Code: { Length: 6 } code } when code.All(char.IsAsciiDigit) =>
            new(code[2..] is BelowMinimum ? RefusalCodes.AmountTooSmall : $"{BitPayCodes.Theirs}{code}", MayPass: false,
                IsOfSettings: !IsOfRequest(code)),
        { Errors.ValueKind: JsonValueKind.Array } => new(CallCodes.InvalidRequest, MayPass: false, IsOfSettings: false),
        _ => null,
    };

    /// <summary>Whether a refusal says that the invoice cannot be cancelled as it stands.</summary>
    public static bool IsNotCancellable(string code) =>
        code.StartsWith(BitPayCodes.Theirs, StringComparison.Ordinal) && code[^4..] is "0107" or "0108";

    /// <summary>Whether a refusal says that there is no such refund.</summary>
    public static bool IsNoRefund(string code) =>
        code.StartsWith(BitPayCodes.Theirs, StringComparison.Ordinal) && code[^4..] is "0201";

    // Bad and missing parameters, below the minimum, above the maximum; of a refund also an invoice that is in no state
    // for it, and fees above its amount.
    private static bool IsOfRequest(string code) =>
        code[2..] is "0102" or "0103" or BelowMinimum or "0111" or "0202" or "0203" or "0207" or "0208";

    private static HttpFault OfBody(string otherwise, ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, BitPayJson.Default.Fault) is { } answer && Of(answer) is { } fault
                ? fault
                : new(otherwise, MayPass: false);
        }
        catch (JsonException)
        {
            return new(otherwise, MayPass: false);
        }
    }
}
