using System.Collections.Immutable;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Answers;

namespace CryptoPay.Processors.BtcPay;

/// <summary>Between our invoice and the server's JSON, both ways.</summary>
internal static class BtcPayInvoices
{
    /// <summary>The smallest amount of a coin that the server asks for.</summary>
    private const decimal SmallestUnit = 0.00000001m;

    public static NewInvoiceWire Ask(InvoiceRequest request) => new(
        request.Price.ToWire(),
        request.Price.Currency,
        new MetadataWire
        {
            OrderId = request.Order.OrderId,
            Merchant = request.Order.Merchant,
            AttemptId = request.AttemptId,
            ItemDesc = request.Description is "" ? null : request.Description,
        },
        new CheckoutWire(
            $"{request.Speed}Speed",
            [$"{request.CryptoCode}-CHAIN"],
            WholeMinutes(request.RateLock),
            WholeMinutes(request.Monitoring),
            request.TolerancePercent));

    public static ProcessorResult<Invoice> Read(InvoiceWire wire)
    {
        var (status, qualifiers) = BtcPayStatusMap.Read(wire.Status, wire.AdditionalStatus,
            isPartlyPaid: wire.PaidAmount > 0 && wire.PaidAmount < wire.Amount);
        // The server compares coins, of which a part of the smallest unit may be too much.
        if (wire.PaidAmount <= wire.Amount) qualifiers &= ~InvoiceQualifiers.Overpaid;
        var payable = wire.PaymentMethods.FirstOrDefault(
            method => method is { Activated: true, PaymentLink: not (null or "") });
        var payments = wire.PaymentMethods.SelectMany(method => method.Payments)
            .Select(payment => new Payment(new Sensitive(payment.Id), payment.Value,
                IsConfirmed: payment.Status is "Settled", IsInvalid: payment.Status is "Invalid"))
            .ToImmutableArray();
        var counting = payments.Where(payment => !payment.IsInvalid).ToList();
        return new ProcessorResult<Invoice>.Found(new Invoice
        {
            InvoiceId = wire.Id,
            Merchant = wire.Metadata.Merchant,
            OrderId = wire.Metadata.OrderId,
            AttemptId = wire.Metadata.AttemptId,
            Price = new Money(wire.Amount, wire.Currency),
            Status = status,
            Qualifiers = qualifiers,
            StatusText = $"{wire.Status}/{wire.AdditionalStatus}",
            AmountPaid = wire.PaidAmount,
            AmountOnTop = status is InvoiceStatus.Open && counting.Count > 0 ? AmountOnTop(wire, payable) : 0,
            IsPaymentConfirmed = counting.Count > 0 && counting.TrueForAll(payment => payment.IsConfirmed),
            CreatedAt = wire.CreatedTime,
            ExpiresAt = wire.ExpirationTime,
            MonitoredUntil = wire.MonitoringExpiration,
            CheckoutUrl = new Sensitive(wire.CheckoutLink),
            PaymentUri = payable is null ? Sensitive.None : new Sensitive(payable.PaymentLink!),
            CryptoAmount = payable?.Amount ?? 0,
            CryptoDue = payable?.Due,
            Payments = payments,
        });
    }

    /// <summary>
    /// The store's network fee of each payment. The last unit of a coin is no fee: the server asks for whole ones.
    /// </summary>
    private static decimal AmountOnTop(InvoiceWire wire, PaymentMethodWire? payable)
    {
        if (payable is not { Due: { } due, Rate: > 0 and var rate }) return 0;
        var onTop = due * rate - Math.Max(0, wire.Amount - wire.PaidAmount);
        return onTop > SmallestUnit * rate ? onTop : 0;
    }

    /// <summary>The invoice, if it is what was asked for. The server rounds to the currency's decimals.</summary>
    public static ProcessorResult<Invoice> Match(Invoice invoice, InvoiceRequest request)
    {
        var asked = IsoCurrency.DecimalsOf(request.Price.Currency) is { } decimals
            ? decimal.Round(request.Price.Amount, decimals, MidpointRounding.AwayFromZero)
            : request.Price.Amount;
        return invoice.Match(request with { Price = request.Price with { Amount = asked } });
    }

    // Fractions are refused, and less than half a minute is too.
    private static int WholeMinutes(TimeSpan span) => Math.Max(1, (int)Math.Ceiling(span.TotalMinutes));
}
