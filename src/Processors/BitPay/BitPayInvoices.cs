using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.BitPay;

/// <summary>Between our invoice and BitPay's JSON, both ways.</summary>
internal static class BitPayInvoices
{
    /// <summary>What is paid and not confirmed by then is declined; BitPay takes no new money after expiry.</summary>
    private static readonly TimeSpan DeclinedAfter = TimeSpan.FromHours(24);

    // Payment protocol URIs that point back at the invoice; BIP73 is a bare web address.
    private static readonly string[] PaymentCodeForms = ["BIP72b", "EIP681", "EIP681b", "RIP681", "BIP73"];

    public static NewInvoiceWire Ask(InvoiceRequest request, BitPayOptions settings)
    {
        var ours = new PosDataWire
        {
            Merchant = request.Order.Merchant,
            OrderId = request.Order.OrderId,
            AttemptId = request.AttemptId,
            Coin = request.CryptoCode,
        };
        var hasWebhook = !string.IsNullOrEmpty(settings.WebhookUrl);
        return new NewInvoiceWire
        {
            Token = settings.ApiToken,
            Price = request.Price.Amount,
            Currency = request.Price.Currency,
            Guid = request.AttemptId,
            OrderId = request.Order.OrderId,
            PosData = JsonSerializer.Serialize(ours, BitPayJson.Default.PosDataWire),
            ItemDesc = request.Description is "" ? null : request.Description,
            PaymentCurrencies = [request.CryptoCode],
            TransactionSpeed = request.Speed.ToString().ToLowerInvariant(),
            AcceptanceWindow = (long)request.RateLock.TotalMilliseconds,
            NotificationUrl = hasWebhook ? settings.WebhookUrl : null,
            ExtendedNotifications = hasWebhook ? true : null,
        };
    }

    public static ProcessorResult<Invoice> Read(InvoiceWire wire)
    {
        var ours = PosDataOf(wire.PosData);
        var coin = wire.TransactionCurrency is "" ? ours.Coin : wire.TransactionCurrency;
        var (status, qualifiers) = BitPayStatusMap.Read(
            wire.Status, wire.ExceptionStatus, wire.IsCancelled is true, hasMoney: wire.AmountPaid > 0);
        var (total, subtotal) = (UnitsOf(wire.PaymentTotals, coin), UnitsOf(wire.PaymentSubtotals, coin));
        _ = BitPayAmounts.TryParseCoins(wire.PaymentDisplayTotals.GetValueOrDefault(coin), out var coins);
        if (AmountPaid(wire, total, subtotal ?? total) is not { } amountPaid)
            return new ProcessorResult<Invoice>.Nonsense("Money in a coin that the invoice does not ask for.");

        return new ProcessorResult<Invoice>.Found(new Invoice
        {
            InvoiceId = wire.Id,
            Merchant = ours.Merchant,
            OrderId = OrderIdOf(wire.OrderId, ours),
            AttemptId = ours.AttemptId,
            Price = new Money(wire.Price, wire.Currency),
            Status = status,
            Qualifiers = qualifiers,
            StatusText = $"{wire.Status}/{(wire.IsCancelled is true ? "cancelled" : wire.ExceptionStatus)}",
            AmountPaid = amountPaid,
            AmountRefunded = AmountRefunded(wire, amountPaid),
            IsPaymentConfirmed = status is InvoiceStatus.Settled,
            CreatedAt = wire.InvoiceTime,
            ExpiresAt = wire.ExpirationTime,
            MonitoredUntil = wire.ExpirationTime + DeclinedAfter,
            CheckoutUrl = new Sensitive(wire.Url),
            PaymentUri = new Sensitive(PaymentCode(wire, coin)),
            CryptoAmount = coins,
            // Of a part payment nothing is kept, as below.
            CryptoDue = wire.Status is "expired" ? coins : null,
            Payments = Payments(wire, BitPayAmounts.DecimalsOf(total ?? 0, coins), status is InvoiceStatus.Settled),
        });
    }

    /// <summary>Other software may keep its own orders in the same account, and number them alike.</summary>
    public static bool IsOf(JsonElement row, OrderKey order) => OrderOf(row) == order;

    /// <summary>The merchant and order that the row carries; null where it does not name both.</summary>
    public static OrderKey? OrderOf(JsonElement row) =>
        row.ReadAs(BitPayJson.Default.InvoiceMarkWire) is { } mark && PosDataOf(mark.PosData) is var ours
            ? Rows.OrderOf(ours.Merchant, OrderIdOf(mark.OrderId, ours))
            : null;

    public static PosDataWire PosDataOf(string posData)
    {
        try
        {
            return JsonSerializer.Deserialize(posData, BitPayJson.Default.PosDataWire) ?? new PosDataWire();
        }
        catch (JsonException)
        {
            return new PosDataWire();
        }
    }

    private static string OrderIdOf(string orderId, PosDataWire ours) => orderId is "" ? ours.OrderId : orderId;

    /// <summary>Money that BitPay keeps for the merchant, so far; null where that cannot be worked out.</summary>
    private static decimal? AmountPaid(InvoiceWire wire, BigInteger? total, BigInteger? subtotal) => wire.Status switch
    {
        // What is above the price BitPay refunds by itself. Less than it is no matter of the network's cost.
        "paid" or "confirmed" or "complete" => (wire.AmountPaid, subtotal) is ({ } paid, { } asked)
            ? BitPayAmounts.ShareOf(wire.Price, wire.Currency, paid, asked)
            : wire.Price,
        // A part payment is refunded by BitPay too, and a late one is not credited: all is due again.
        "expired" => 0,
        _ when wire.AmountPaid is not { IsZero: false } => 0,
        _ => total is { } asked
            ? BitPayAmounts.ShareOf(wire.Price, wire.Currency, wire.AmountPaid.Value, asked)
            : null,
    };

    private static BigInteger? UnitsOf(Dictionary<string, string> byCoin, string coin) =>
        SmallestUnits.TryParse(byCoin.GetValueOrDefault(coin), out var units) && units > 0 ? units : null;

    /// <summary>
    /// What was given back of that. Not told of an overpaid invoice: its excess, which BitPay gives back by itself,
    /// stands in the same list.
    /// </summary>
    private static decimal AmountRefunded(InvoiceWire wire, decimal amountPaid)
    {
        if (wire.ExceptionStatus is not "") return 0;
        IEnumerable<JsonElement> refunds = wire.RefundInfo.ValueKind switch
        {
            JsonValueKind.Array => wire.RefundInfo.EnumerateArray(),
            JsonValueKind.Object => [wire.RefundInfo],
            _ => [],
        };
        return refunds.Select(refund => AmountOf(refund, wire.Currency))
            .Aggregate(0m, (sum, amount) => sum + Math.Min(amount, amountPaid - sum));
    }

    private static decimal AmountOf(JsonElement refund, string currency) =>
        refund is { ValueKind: JsonValueKind.Object } && refund.TryGetProperty("amounts", out var amounts)
        && amounts is { ValueKind: JsonValueKind.Object } && amounts.TryGetProperty(currency, out var text)
        && Money.TryParseAmount(text.ToString(), out var amount) && amount > 0
            ? amount
            : 0;

    private static ImmutableArray<Payment> Payments(InvoiceWire wire, int? coinDecimals, bool isSettled) =>
        coinDecimals is not { } decimals
            ? []
            : [.. from transaction in (wire.Transactions ?? []).OfType<TransactionWire>()
                let value = BitPayAmounts.Coins(transaction.Amount, decimals)
                where transaction.Txid is not "" && value > 0
                select new Payment(new Sensitive(transaction.Txid), value.Value, isSettled)];

    private static string PaymentCode(InvoiceWire wire, string coin) =>
        wire.PaymentCodes?.GetValueOrDefault(coin) is { } codes
        && PaymentCodeForms.FirstOrDefault(codes.ContainsKey) is { } form
            ? codes[form]
            : "";
}
