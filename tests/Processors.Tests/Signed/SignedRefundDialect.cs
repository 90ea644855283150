using System.Text.Json;
using CryptoPay.Processors.Tests.Conformance;

namespace CryptoPay.Processors.Tests.Signed;

/// <summary>Refunds as the contract has them.</summary>
internal static class SignedRefundDialect
{
    public const string RefundId = "ref_19c2";
    public const string ClaimUrl = $"https://pay.example.com/r/{RefundId}";

    public static Answer.Says AnswerTo(HttpCall call, params KeptRefund[] kept) =>
        (call.Method.Method, call.PathAndQuery) switch
        {
            ("POST", $"/api/payments/{SignedDialect.PaymentId}/refunds") => new Answer.Says(201, RefundJson(kept[0])),
            ("GET", $"/api/payments/{SignedDialect.PaymentId}/refunds/{RefundId}") =>
                new Answer.Says(200, RefundJson(kept[0])),
            ("GET", $"/api/payments/{SignedDialect.PaymentId}/refunds") =>
                new Answer.Says(200, $"[{string.Join(',', kept.Select(RefundJson))}]"),
            _ => throw new InvalidOperationException($"Not in the contract: {call}"),
        };

    /// <summary>Its status is status, or status/amountOut.</summary>
    public static string RefundJson(KeptRefund kept)
    {
        var words = (kept.Status is "" ? "pending" : kept.Status).Split('/');
        return $$"""
            {"id":"{{RefundId}}","refundId":{{JsonSerializer.Serialize(kept.Request.RefundId)}},
            "paymentId":"{{kept.Request.InvoiceId}}","status":"{{words[0]}}",
            "amount":"{{kept.Request.Amount.ToWire()}}","amountOut":"{{(words.Length > 1 ? words[1] : "0")}}",
            "currency":"{{kept.Request.Amount.Currency}}","claimUrl":"{{ClaimUrl}}","aFieldOfTomorrow":{"a":[1]} }
            """;
    }
}
