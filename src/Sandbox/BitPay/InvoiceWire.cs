using System.Globalization;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.BitPay;

/// <summary>An invoice as BitPay writes it: smallest units are numbers of any length, whole coins are text.</summary>
internal static class InvoiceWire
{
    public const string PagePath = "/sandbox/bitpay/invoice?id=";

    public static string Status(BitPayInvoice invoice) => invoice.Status.ToString().ToLowerInvariant();

    /// <summary>Null for false. Not told while the invoice is new.</summary>
    public static string? Exception(BitPayInvoice invoice) => invoice switch
    {
        { Status: InvoiceStatus.New } or { Payments.IsEmpty: true } => null,
        { Status: InvoiceStatus.Expired } => "paidPartial",
        _ => invoice.Paid > invoice.Total.Amount ? "paidOver" : null,
    };

    public static JsonObject Invoice(BitPayInvoice invoice, DateTimeOffset now)
    {
        var wire = Shared(invoice, now);
        wire["guid"] = invoice.Guid;
        wire["lowFeeDetected"] = false;
        wire["displayAmountPaid"] = Coins(invoice.Paid);
        wire["targetConfirmations"] = 6;
        wire["transactions"] = new JsonArray([.. invoice.Payments.Select(payment => Transaction(invoice, payment))]);
        wire["transactionSpeed"] = invoice.Speed;
        wire["paymentDisplayTotals"] = ByCoin(invoice, total => Coins(total.Amount));
        wire["paymentDisplaySubTotals"] = ByCoin(invoice, total => Coins(total.Amount));
        wire["supportedTransactionCurrencies"] = ByCoin(invoice, _ => new JsonObject { ["enabled"] = true });
        wire["paymentCodes"] = ByCoin(invoice, total => PaymentCodes(invoice, total));
        wire["isCancelled"] = invoice.IsCancelled;
        if (RefundWire.Info(invoice) is { Count: > 0 } refunds) wire["refundInfo"] = refunds;
        if (invoice.ItemDesc != "") wire["itemDesc"] = invoice.ItemDesc;
        return wire;
    }

    /// <summary>A webhook's body: the fields themselves, or beside the event.</summary>
    public static JsonObject Notification(BitPayInvoice invoice, InvoiceEvent happened, DateTimeOffset now)
    {
        var wire = Shared(invoice, now);
        wire["buyerFields"] = new JsonObject();
        if (!invoice.ExtendedNotifications) return wire;
        var name = happened.ToString();
        return new JsonObject
        {
            ["event"] = new JsonObject
            {
                ["code"] = (int)happened,
                ["name"] = $"invoice_{char.ToLowerInvariant(name[0])}{name[1..]}",
            },
            ["data"] = wire,
        };
    }

    /// <summary>
    /// BIP72b or EIP681: wallets fetch the payment from the invoice, and here find none. No address, no amount.
    /// </summary>
    public static string PaymentUri(BitPayInvoice invoice, CoinTotal total) =>
        $"{Coin.Find(total.Coin)!.UriScheme}:?r={invoice.BaseUrl}/i/{invoice.Id}";

    private static JsonObject Shared(BitPayInvoice invoice, DateTimeOffset now)
    {
        var wire = new JsonObject
        {
            ["id"] = invoice.Id,
            ["url"] = $"{invoice.BaseUrl}/invoice?id={invoice.Id}",
            ["posData"] = invoice.PosData,
            ["status"] = Status(invoice),
            ["price"] = invoice.Price,
            ["currency"] = invoice.Currency,
            ["orderId"] = invoice.OrderId,
            ["invoiceTime"] = invoice.CreatedAt.ToUnixTimeMilliseconds(),
            ["expirationTime"] = invoice.ExpiresAt.ToUnixTimeMilliseconds(),
            ["currentTime"] = now.ToUnixTimeMilliseconds(),
            ["exceptionStatus"] = Exception(invoice) is { } exception ? exception : JsonValue.Create(false),
            ["amountPaid"] = Units(invoice.Paid, invoice.Total.Coin),
            ["paymentSubtotals"] = ByCoin(invoice, total => Units(total.Amount, total.Coin)),
            ["paymentTotals"] = ByCoin(invoice, total => Units(total.Amount, total.Coin)),
            ["exchangeRates"] = ByCoin(invoice, total => new JsonObject { [invoice.Currency] = total.Rate }),
        };
        if (!invoice.Payments.IsEmpty) wire["transactionCurrency"] = invoice.Total.Coin;
        return wire;
    }

    private static JsonObject Transaction(BitPayInvoice invoice, Payment payment) => new()
    {
        ["amount"] = Units(payment.Amount, invoice.Total.Coin),
        ["confirmations"] = payment.Confirmations,
        ["receivedTime"] = payment.ReceivedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["txid"] = payment.TransactionHash,
        ["exRates"] = new JsonObject { [invoice.Currency] = invoice.Total.Rate },
        ["outputIndex"] = 0,
    };

    private static JsonObject PaymentCodes(BitPayInvoice invoice, CoinTotal total)
    {
        var isEthereum = Coin.Find(total.Coin)!.UriScheme == EthereumAddress.UriScheme;
        var form = isEthereum ? total.Coin == "ETH" ? "EIP681" : "EIP681b" : "BIP72b";
        return new JsonObject { [form] = PaymentUri(invoice, total) };
    }

    private static JsonObject ByCoin(BitPayInvoice invoice, Func<CoinTotal, JsonNode?> value) =>
        new(invoice.Totals.Select(total => KeyValuePair.Create(total.Coin, value(total))));

    // A JSON value of a number of any length is its digits.
    private static JsonNode Units(decimal coins, string coin) =>
        JsonNode.Parse(CoinUnits.Of(coins, coin).ToString(CultureInfo.InvariantCulture))!;

    private static string Coins(decimal coins) => coins.ToString("0.########", CultureInfo.InvariantCulture);
}
