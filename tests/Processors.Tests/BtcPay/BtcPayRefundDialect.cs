using System.Text.Json;
using CryptoPay.Payments.Amounts;
using CryptoPay.Processors.Tests.Conformance;

namespace CryptoPay.Processors.Tests.BtcPay;

/// <summary>
/// Pull payments as BTCPay Server 2.4.1 writes them by its source, read 2026-11-24; none was recorded. A status is that
/// of the pull payment and then its payouts: <c>Active/Completed:4.00/AwaitingPayment:6.50</c>.
/// </summary>
internal static class BtcPayRefundDialect
{
    public const string PullPaymentId = "2Wd3dVpkq5GYcMUGEJYz7TpaB3Jc";
    public const string ClaimUrl = $"http://127.0.0.1:23000/pull-payments/{PullPaymentId}";

    private const string PullPaymentPath = $"/api/v1/pull-payments/{PullPaymentId}";

    public static readonly Answer.Says NonRefundable =
        new(400, """{"code":"non-refundable","message":"Cannot refund this invoice"}""");

    public static readonly Answer.Says NotFound =
        new(404, """{"code":"pullpayment-not-found","message":"The pull payment was not found"}""");

    public static readonly Answer.Says Forbidden = new(403, """
        {"missingPermission":"btcpay.store.cancreatenonapprovedpullpayments","code":"missing-permission",
        "message":"Insufficient API Permissions."}
        """);

    public static Answer.Says AnswerTo(HttpCall call, params KeptRefund[] kept) =>
        (call.Method.Method, call.PathAndQuery) switch
        {
            ("POST", $"{BtcPayDialect.StorePath}/invoices/{BtcPayDialect.InvoiceId}/refund") =>
                Says(PullPayment(kept[0])),
            ("GET", $"{BtcPayDialect.StorePath}/pull-payments?includeArchived=true") =>
                Says($"[{string.Join(',', [Stranger, .. kept.Select(PullPayment)])}]"),
            ("GET", PullPaymentPath) => Says(PullPayment(kept[0])),
            ("GET", $"{PullPaymentPath}/payouts?includeCancelled=true") =>
                Says($"[{string.Join(',', Payouts(kept[0]))}]"),
            _ => throw new InvalidOperationException($"Not scripted: {call}"),
        };

    // Made by hand in the web interface, where a name is not asked for.
    public const string Stranger = """
        {"startsAt":1795396369,"expiresAt":1795396999,"id":"7Qm","description":"","currency":"BTC","amount":"0.1",
        "BOLT11Expiration":30.0,"archived":true,"viewLink":"http://127.0.0.1:23000/pull-payments/7Qm",
        "autoApproveClaims":true}
        """;

    public static string PullPayment(KeptRefund kept) => $$"""
        {"startsAt":1795396369,"expiresAt":null,"id":"{{PullPaymentId}}",
        "name":"Refund {{kept.Request.RefundId}} of invoice {{kept.Request.InvoiceId}}","description":"",
        "currency":"{{kept.Request.Amount.Currency}}","amount":"{{Bare(kept.Request.Amount)}}","BOLT11Expiration":30.0,
        "archived":{{(Words(kept)[0] is "Archived" ? "true" : "false")}},"viewLink":"{{ClaimUrl}}",
        "autoApproveClaims":false}
        """;

    private static IEnumerable<string> Payouts(KeptRefund kept) =>
        Words(kept).Skip(1).Select(word => Payout(word, kept.Request.Amount));

    private static string Payout(string word, Money total)
    {
        var parts = word.Split(':');
        var amount = parts.Length > 1 ? parts[1] : Bare(total);
        return $$"""
            {"date":1795396400,"id":"3nJ","pullPaymentId":"{{PullPaymentId}}","destination":"bcrt1qexample",
            "payoutMethodId":"BTC-CHAIN","originalAmount":"{{amount}}","originalCurrency":"{{total.Currency}}",
            "payoutCurrency":"BTC","payoutAmount":null,"state":{{JsonSerializer.Serialize(parts[0])}},"revision":0,
            "paymentProof":null,"metadata":{} }
            """;
    }

    private static Answer.Says Says(string body) => new(200, body);

    private static string[] Words(KeptRefund kept) => kept.Status.Split('/');

    /// <summary>The server keeps no zeros at the end.</summary>
    private static string Bare(Money amount) => Money.ToWire(amount.Amount, decimals: 0);
}
