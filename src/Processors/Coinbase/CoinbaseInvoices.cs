using System.Collections.Immutable;
using System.Globalization;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Coinbase;

/// <summary>Between our invoice and a checkout's JSON, both ways.</summary>
internal static class CoinbaseInvoices
{
    /// <summary>The only coin there is; on the network Base.</summary>
    public const string Coin = "USDC";

    private const int AmountDecimalsMax = 2;

    /// <summary>What an expiry is where the API does not say; it says so of every checkout of ours.</summary>
    private static readonly TimeSpan ExpiryByDefault = TimeSpan.FromHours(24);

    public static bool Takes(string isoCode, string cryptoCode) =>
        cryptoCode == Coin && isoCode is "USD" or "EUR" or "GBP" or "SGD" or Coin;

    /// <summary>Why the API cannot take the request; null where it may.</summary>
    public static string? RefusalOf(InvoiceRequest request) => request switch
    {
        _ when !Takes(request.Price.Currency, request.CryptoCode) => RefusalCodes.CurrencyNotTaken,
        _ when IsTooFine(request.Price) => RefusalCodes.TooManyDecimals,
        _ => null,
    };

    public static bool IsTooFine(Money amount) => decimal.Round(amount.Amount, AmountDecimalsMax) != amount.Amount;

    public static NewCheckoutWire Ask(InvoiceRequest request, DateTimeOffset now) => new(
        request.Price.ToWire(),
        request.Price.Currency,
        $"{request.Description} ({Mark(request.Order.OrderId)} attempt {request.AttemptId})".TrimStart(),
        new MetadataWire
        {
            Merchant = request.Order.Merchant,
            OrderId = request.Order.OrderId,
            AttemptId = request.AttemptId,
        },
        Time(now + request.RateLock));

    public static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// What a description says of its order, and a search asks for: metadata cannot be searched. The comma keeps
    /// order 1 from finding order 10.
    /// </summary>
    public static string Mark(string orderId) => $"Order {orderId},";

    public static ProcessorResult<Invoice> Read(CheckoutWire wire)
    {
        var asked = wire.Amount;
        if (IsConverted(wire) && !(Money.TryParseAmount(wire.FiatAmount, out asked) && asked >= 0))
            return new ProcessorResult<Invoice>.Nonsense("The fiat amount is no amount.");

        var (status, qualifiers) = CoinbaseStatusMap.Read(wire.Status);
        var coins = wire.Currency == Coin ? wire.Amount : 0;
        var isPaid = status is InvoiceStatus.Settled;
        ImmutableArray<Payment> payments = wire.TransactionHash is { Length: > 0 } hash
            ? [new Payment(new Sensitive(hash), coins, isPaid, IsInvalid: status is InvoiceStatus.Invalid)]
            : [];
        var expiresAt = wire.ExpiresAt ?? wire.CreatedAt + ExpiryByDefault;
        return new ProcessorResult<Invoice>.Found(new Invoice
        {
            InvoiceId = wire.Id,
            Merchant = wire.Metadata?.Merchant ?? "",
            OrderId = wire.Metadata?.OrderId ?? "",
            AttemptId = wire.Metadata?.AttemptId ?? "",
            Price = new Money(asked, CurrencyOf(wire)),
            Status = status,
            Qualifiers = qualifiers,
            StatusText = StatusText(wire),
            // A checkout takes its exact price or nothing, and names no other amount.
            AmountPaid = status is InvoiceStatus.Confirming or InvoiceStatus.Settled ? asked : 0,
            AmountRefunded = CoinbaseRefunds.AmountOut(wire, asked),
            IsPaymentConfirmed = isPaid,
            CreatedAt = wire.CreatedAt.ToUniversalTime(),
            ExpiresAt = expiresAt.ToUniversalTime(),
            MonitoredUntil = expiresAt.ToUniversalTime(),
            CheckoutUrl = new Sensitive(wire.Url),
            CryptoAmount = coins,
            Payments = payments,
        });
    }

    /// <summary>Of the price.</summary>
    public static string CurrencyOf(CheckoutWire wire) => IsConverted(wire) ? wire.FiatCurrency! : wire.Currency;

    private static bool IsConverted(CheckoutWire wire) => wire.FiatCurrency is { Length: > 0 };

    private static string StatusText(CheckoutWire wire) =>
        Money.TryParseAmount(wire.RefundedAmount, out var refunded) && refunded > 0
            ? $"{wire.Status}, refunded {Money.ToWire(refunded, AmountDecimalsMax)}"
            : wire.Status;
}
