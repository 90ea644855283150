using System.Net;
using System.Text.Json.Serialization.Metadata;
using System.Text.Json;
using CryptoPay.Http;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.BtcPay;

/// <summary>What the server's errors mean. Only codes that we know come out of a body.</summary>
internal static class BtcPayFaults
{
    public static HttpFault Read(HttpStatusCode status, ReadOnlySpan<byte> body) => (int)status switch
    {
        401 => new(CallCodes.Unauthenticated, MayPass: false),
        // Also the answer for an invoice or a store that does not exist, whatever the key may do.
        403 when CodeOf(body) is BtcPayCodes.MissingPermission => new(BtcPayCodes.MissingPermission, MayPass: false),
        // The one method that we asked for cannot carry so little: asked for again it would not either.
        400 when Parse(body, BtcPayJson.Default.FaultWire) is { Code: BtcPayCodes.GenericError } fault
            && IsDust(fault) =>
            new(RefusalCodes.AmountTooSmall, MayPass: false, IsOfSettings: false),
        // Also the answer while its chain back end or its rate source is down.
        400 when CodeOf(body) is BtcPayCodes.GenericError => new(BtcPayCodes.GenericError, MayPass: true),
        400 when CodeOf(body) is BtcPayCodes.NonRefundable =>
            new(BtcPayCodes.NonRefundable, MayPass: false, IsOfSettings: false),
        404 when CodeOf(body) is BtcPayCodes.PullPaymentNotFound =>
            new(BtcPayCodes.PullPaymentNotFound, MayPass: false, IsOfSettings: false),
        // Our refund variant is always a good one: what stands under its name is that no rate could be fetched.
        422 when Parse(body, BtcPayJson.Default.FieldFaultWireArray) is [{ Path: "RefundVariant" }] =>
            new(BtcPayCodes.RateUnavailable, MayPass: true),
        // The store takes other coins, or none at all.
        422 when Parse(body, BtcPayJson.Default.FieldFaultWireArray) is { } faults && faults.Any(IsOfCoin) =>
            new(RefusalCodes.CurrencyNotTaken, MayPass: false, IsOfSettings: false),
        422 => new(CallCodes.InvalidRequest, MayPass: false, IsOfSettings: false),
        408 or 429 or >= 500 => new(EndingCodes.Of(status), MayPass: true),
        _ => new(EndingCodes.Of(status), MayPass: false),
    };

    private static bool IsOfCoin(FieldFaultWire? fault) =>
        fault?.Path?.StartsWith("Checkout.PaymentMethods", StringComparison.OrdinalIgnoreCase) is true;

    private static bool IsDust(FaultWire fault) =>
        fault.Message.Contains("(Amount below the dust threshold.", StringComparison.Ordinal);

    private static string? CodeOf(ReadOnlySpan<byte> body) => Parse(body, BtcPayJson.Default.FaultWire)?.Code;

    private static T? Parse<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> shape) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, shape);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
