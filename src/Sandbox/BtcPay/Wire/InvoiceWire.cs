using System.Globalization;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.BtcPay.Wire;

/// <summary>Invoices and payment methods as BTCPay writes them, in its order of fields.</summary>
internal static class InvoiceWire
{
    /// <param name="checkoutBase">Where checkout pages are, without a trailing slash.</param>
    public static JsonObject Invoice(BtcPayInvoice invoice, string checkoutBase, bool includesMethods = false) => new()
    {
        ["id"] = invoice.Id,
        ["storeId"] = invoice.StoreId,
        ["amount"] = invoice.HidesAmount ? null : Amount(invoice),
        ["paidAmount"] = Text(Accounting.Paid(invoice)),
        ["checkoutLink"] = $"{checkoutBase}/{invoice.Id}",
        ["status"] = invoice.Status.ToString(),
        ["additionalStatus"] = invoice.AdditionalStatus.ToString(),
        ["monitoringExpiration"] = invoice.MonitoredUntil.ToUnixTimeSeconds(),
        ["expirationTime"] = invoice.ExpiresAt.ToUnixTimeSeconds(),
        ["createdTime"] = invoice.CreatedAt.ToUnixTimeSeconds(),
        ["availableStatusesForManualMarking"] =
            new JsonArray([.. InvoiceRules.Markable(invoice).Select(status => JsonValue.Create(status.ToString()))]),
        ["archived"] = false,
        ["paymentMethods"] = includesMethods ? Methods(invoice) : new JsonArray(),
        ["type"] = invoice.Amount is null ? "TopUp" : "Standard",
        ["currency"] = invoice.Currency,
        ["metadata"] = JsonObject.Create(invoice.Metadata),
        ["checkout"] = Checkout(invoice),
        ["receipt"] = new JsonObject { ["enabled"] = true, ["showQR"] = true, ["showPayments"] = true },
    };

    public static JsonArray Methods(BtcPayInvoice invoice) =>
        new([.. invoice.Methods.Select(method => Method(invoice, method))]);

    public static JsonObject Payment(BtcPayInvoice invoice, Payment payment) => new()
    {
        ["id"] = payment.Id,
        ["receivedDate"] = payment.ReceivedAt.ToUnixTimeSeconds(),
        ["value"] = Coins(payment.Value),
        ["fee"] = Coins(payment.Fee),
        ["status"] = payment.IsInvalid ? "Invalid" : payment.IsSettled ? "Settled" : "Processing",
        ["destination"] = invoice.MethodOf(payment).Address,
    };

    public static string PaymentLink(BtcPayInvoice invoice, PaymentMethod method) =>
        PaymentUri.Of(Coin.Find(method.CryptoCode)!, method.Address, Accounting.Of(invoice, method).Due);

    /// <summary>Whole coins without trailing zeros.</summary>
    public static string Coins(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);

    private static JsonObject Method(BtcPayInvoice invoice, PaymentMethod method)
    {
        var account = Accounting.Of(invoice, method);
        return new JsonObject
        {
            ["activated"] = true,
            ["destination"] = method.Address,
            ["paymentLink"] = PaymentLink(invoice, method),
            ["rate"] = Text(method.Rate),
            ["paymentMethodPaid"] = Coins(account.MethodPaid),
            ["totalPaid"] = Coins(account.TotalPaid),
            ["due"] = Coins(account.Due),
            ["amount"] = Coins(account.Amount),
            ["paymentMethodFee"] = Coins(account.Fee),
            ["payments"] = new JsonArray([.. invoice.Payments
                .Where(payment => payment.MethodId == method.Id)
                .Select(payment => Payment(invoice, payment))]),
            ["paymentMethodId"] = method.Id,
            ["additionalData"] = new JsonObject
            {
                ["feeMode"] = method.FeeMode.ToString(),
                ["paymentMethodFeeRate"] = 0.0m,
                ["payjoinEnabled"] = false,
                ["recommendedFeeRate"] = 100.0m,
                ["keyPath"] = $"0/{method.KeyIndex}",
                ["keyIndex"] = method.KeyIndex,
                ["accountDerivation"] = null,
            },
            ["currency"] = method.CryptoCode,
        };
    }

    private static JsonObject Checkout(BtcPayInvoice invoice) => new()
    {
        ["speedPolicy"] = invoice.Checkout.SpeedPolicy.ToString(),
        ["paymentMethods"] = new JsonArray([.. invoice.Methods.Select(method => JsonValue.Create(method.Id))]),
        ["defaultPaymentMethod"] = invoice.Checkout.DefaultPaymentMethod,
        ["expirationMinutes"] = invoice.Checkout.ExpirationMinutes,
        ["monitoringMinutes"] = invoice.Checkout.MonitoringMinutes,
        ["paymentTolerance"] = WithDecimals(invoice.Checkout.PaymentTolerance),
        ["redirectURL"] = invoice.Checkout.RedirectUrl,
        ["redirectAutomatically"] = invoice.Checkout.RedirectAutomatically,
        ["defaultLanguage"] = invoice.Checkout.DefaultLanguage,
        ["lazyPaymentMethods"] = null,
    };

    private static string Amount(BtcPayInvoice invoice) => (invoice.Amount ?? Accounting.Paid(invoice)) switch
    {
        0 => "0.0",
        var amount => Text(amount),
    };

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    // BTCPay writes a whole percentage as 5.0.
    private static decimal WithDecimals(decimal value) =>
        decimal.IsInteger(value) ? decimal.Truncate(value) * 1.0m : value;
}
