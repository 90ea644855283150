using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.BitPay;

/// <summary>Settings, and bodies of the shapes that BitPay's SDKs are tested with.</summary>
internal static class BitPayDialect
{
    public const string ApiToken = "pos-token-0123456789";
    public const string MerchantToken = "merchant-token-0123456789";
    public const string InvoiceId = "UhZ4bVfTnEWqQ7YpC1sRkd";

    public const string RefundId = "TPxL75VtRRuoNexUaNQ8da";

    /// <summary>SHA-256 of the text "cryptopay tests"; it opens nothing.</summary>
    public const string MerchantKey = "8d5ec57ba9ada298a9c51d997a12345a7cf45ad2244d4fa067cf7a44201328fe";

    public static readonly DateTimeOffset CreatedAt = new(2026, 11, 23, 0, 55, 0, TimeSpan.Zero);

    public static readonly IReadOnlyDictionary<string, string?> PosSettings = new Dictionary<string, string?>
    {
        ["Kind"] = "BitPay",
        ["BaseUrl"] = "https://test.bitpay.com/",
        ["ApiToken"] = ApiToken,
        ["WebhookUrl"] = "https://pay.example.com/webhooks/main",
    };

    public static readonly IReadOnlyDictionary<string, string?> Settings = new Dictionary<string, string?>(PosSettings)
    {
        ["MerchantToken"] = MerchantToken,
        ["MerchantKey"] = MerchantKey,
    };

    public static readonly InvoiceRequest Request = new()
    {
        Order = new("default", "order-ünï-✓-1"),
        AttemptId = "0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11",
        Price = new Payments.Amounts.Money(20m, "USD"),
        CryptoCode = "BTC",
        Speed = TransactionSpeed.Medium,
        RateLock = TimeSpan.FromMinutes(15),
        Monitoring = TimeSpan.FromHours(24),
        TolerancePercent = 0.5m,
    };

    public static readonly RefundRequest RefundRequest = new()
    {
        InvoiceId = InvoiceId,
        RefundId = "refund-ü-1",
        Key = "5f0c1b6e-3c1d-4d0b-8a51-6f1f7c1f0a27",
        Amount = new Payments.Amounts.Money(7.10m, "USD"),
        CryptoCode = "BTC",
    };

    public static string Answer(string data) => $$"""{"facade":"pos/invoice","data":{{data}}}""";

    public static string Refund(RefundRequest request, string status = "created")
    {
        var amount = request.Amount.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $$"""
            {"id":"{{RefundId}}","invoice":"{{request.InvoiceId}}","guid":"{{request.Key}}","status":"{{status}}",
             "amount":{{amount}},"currency":"{{request.Amount.Currency}}","transactionCurrency":"BTC",
             "transactionAmount":0.000142,"refundFee":0.09,"immediate":false,"buyerPaysRefundFee":false,
             "requestDate":"2026-11-23T00:58:00.000Z","supportRequest":null}
            """;
    }

    /// <param name="words">The status; or status/exceptionStatus/what was paid in satoshi, of 40,000.</param>
    public static string InvoiceInWords(InvoiceRequest request, string words)
    {
        if (words.Split('/') is not [var status, var beside, var paid]) return Invoice(request, words);
        var exception = beside is "false" or "cancelled" ? "false" : $"\"{beside}\"";
        var isCancelled = beside is "cancelled" ? "true" : "false";
        return Invoice(request, status,
            $$"""{"exceptionStatus":{{exception}},"isCancelled":{{isCancelled}},"amountPaid":{{paid}}}""");
    }

    /// <summary>20 USD are 40,000 satoshi here.</summary>
    /// <param name="bent">Members instead of, or beside, the usual ones; a null takes one away.</param>
    public static string Invoice(InvoiceRequest request, string status = "new", string bent = "{}")
    {
        var price = request.Price.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var posData = JsonSerializer.Serialize(new
        {
            merchant = request.Order.Merchant,
            orderId = request.Order.OrderId,
            attemptId = request.AttemptId,
            coin = request.CryptoCode,
        });
        var invoice = JsonNode.Parse($$$"""
            {"url":"https://test.bitpay.com/invoice?id={{{InvoiceId}}}","status":"{{{status}}}","price":{{{price}}},
             "currency":"{{{request.Price.Currency}}}","invoiceTime":{{{CreatedAt.ToUnixTimeMilliseconds()}}},
             "expirationTime":{{{CreatedAt.AddMinutes(15).ToUnixTimeMilliseconds()}}},"currentTime":1795395310123,
             "guid":"{{{request.AttemptId}}}","id":"{{{InvoiceId}}}","lowFeeDetected":false,
             "amountPaid":{{{(status is "paid" or "confirmed" or "complete" ? 40_000 : 0)}}},
             "displayAmountPaid":"0","exceptionStatus":false,"targetConfirmations":6,"transactions":[],
             "transactionSpeed":"medium","buyer":{"name":"Zoë"},
             "paymentSubtotals":{"BTC":39853,"DAI":20000000000000000000},
             "paymentTotals":{"BTC":40000,"DAI":20000000000000000000,"PAX":123000000000000000000},
             "paymentDisplayTotals":{"BTC":"0.000400","DAI":"20.00"},
             "exchangeRates":{"BTC":{"USD":50000.000000000007},"DAI":{"USD":1}},
             "paymentCodes":{"BTC":{"BIP72b":"bitcoin:?r=https://test.bitpay.com/i/{{{InvoiceId}}}",
               "BIP73":"https://test.bitpay.com/i/{{{InvoiceId}}}"},
               "XRP":{"RIP681":"https://test.bitpay.com/i/{{{InvoiceId}}}","tag":7,"more":[{}]}},
             "token":"a-resource-token"}
            """)!.AsObject();
        (invoice["orderId"], invoice["posData"]) = (request.Order.OrderId, posData);
        foreach (var (name, value) in JsonNode.Parse(bent)!.AsObject())
        {
            if (value is null) invoice.Remove(name);
            else invoice[name] = value.DeepClone();
        }

        return invoice.ToJsonString();
    }
}
