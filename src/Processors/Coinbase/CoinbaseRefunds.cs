using System.Collections.Immutable;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.Coinbase;

/// <summary>Between our refund and one in a checkout's list, both ways.</summary>
internal static class CoinbaseRefunds
{
    public static NewRefundWire Ask(RefundRequest request) =>
        new(request.Amount.ToWire(), request.Amount.Currency, ReasonOf(request));

    /// <summary>Those of the checkout's refunds that are wanted.</summary>
    public static ProcessorResult<ImmutableArray<Refund>> In(
        CheckoutWire checkout, Func<RefundMarkWire, bool> isWanted) => (checkout.Refunds ?? [])
        .Where(row => row.ReadAs(CoinbaseJson.Default.RefundMarkWire) is { } mark && isWanted(mark))
        .ReadEach(CoinbaseJson.Default.RefundWire, wire => Read(wire, checkout));

    /// <summary>Whether the refund was made for this request, with its key or with another.</summary>
    public static bool IsOf(string? reason, RefundRequest request) =>
        reason is not null
        // All keys are of one length: what lies between is the refund's ID and no more.
        && reason.Length == ReasonOf(request).Length
        && reason.StartsWith(ReasonOf(request with { Key = "" }), StringComparison.Ordinal);

    /// <param name="checkout">The one that the refund is of: it has the price's currency.</param>
    private static ProcessorResult<Refund> Read(RefundWire wire, CheckoutWire checkout)
    {
        var currency = CoinbaseInvoices.CurrencyOf(checkout);
        if (AmountIn(wire, currency) is not { } amount)
            return new ProcessorResult<Refund>.Nonsense("The refund has no amount in the price's currency.");

        var status = CoinbaseStatusMap.ReadRefund(wire.Status);
        return new ProcessorResult<Refund>.Found(new Refund
        {
            ProcessorRefundId = new Sensitive(wire.Id),
            InvoiceId = checkout.Id,
            Amount = new Money(amount, currency),
            Status = status,
            StatusText = wire.Status,
            AmountOut = status is RefundStatus.Completed ? amount : 0,
        });
    }

    /// <summary>The refund, if it is what was asked for.</summary>
    public static ProcessorResult<Refund> Match(RefundedWire answer, RefundRequest request) =>
        answer.Checkout.Id == request.InvoiceId && IsOf(answer.Refund.Reason, request)
            ? Read(answer.Refund, answer.Checkout).Then(refund => refund.Amount == request.Amount
                ? new ProcessorResult<Refund>.Found(refund)
                : Another)
            : Another;

    /// <summary>What went out, in the price's currency, and no more than the price.</summary>
    public static decimal AmountOut(CheckoutWire checkout, decimal price) => checkout.Status is "REFUNDED"
        ? price
        : (checkout.Refunds ?? [])
            .Select(row => row.ReadAs(CoinbaseJson.Default.RefundWire)).OfType<RefundWire>()
            .Where(refund => CoinbaseStatusMap.ReadRefund(refund.Status) is RefundStatus.Completed)
            .Select(refund => AmountIn(refund, CoinbaseInvoices.CurrencyOf(checkout)) ?? 0)
            .Aggregate(0m, (sum, amount) => sum + Math.Min(amount, price - sum));

    private static ProcessorResult<Refund> Another { get; } =
        new ProcessorResult<Refund>.Nonsense("The answer is not the refund that was asked for.");

    private static decimal? AmountIn(RefundWire wire, string currency)
    {
        var text = wire.FiatCurrency == currency ? wire.FiatAmount
            : (wire.Currency ?? CoinbaseInvoices.Coin) == currency ? wire.Amount
            : null;
        return Money.TryParseAmount(text, out var amount) && amount >= 0 ? amount : null;
    }

    // 500 characters at most.
    private static string ReasonOf(RefundRequest request) => $"Refund {request.RefundId} {request.Key}";
}
