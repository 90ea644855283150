using System.Collections.Immutable;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.BtcPay;

/// <summary>Between our invoice and the server's JSON, both ways.</summary>
internal static class BtcPayInvoices
{
    public static NewInvoiceWire Ask(InvoiceRequest request) => new(
        request.Price.ToWire(),
        request.Price.Currency,
        new MetadataWire
        {
            OrderId = request.OrderId,
            Merchant = request.Merchant,
            AttemptId = request.AttemptId,
            ItemDesc = request.Description is "" ? null : request.Description,
        },
        new CheckoutWire(
            $"{request.Speed}Speed",
            [$"{request.CryptoCode}-CHAIN"],
            WholeMinutes(request.RateLock),
            WholeMinutes(request.Monitoring),
            request.TolerancePercent));

    public static Invoice Read(InvoiceWire wire)
    {
        var (status, qualifiers) = BtcPayStatusMap.Read(wire.Status, wire.AdditionalStatus,
            isPartlyPaid: wire.PaidAmount > 0 && wire.PaidAmount < wire.Amount);
        var payable = wire.PaymentMethods.FirstOrDefault(
            method => method is { Activated: true, PaymentLink: not (null or "") });
        var payments = wire.PaymentMethods.SelectMany(method => method.Payments)
            .Select(payment => new Payment(new Sensitive(payment.Id), payment.Value, payment.Status is "Settled"))
            .ToImmutableArray();
        return new Invoice
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
            IsPaymentConfirmed = payments.Length > 0 && payments.All(payment => payment.IsConfirmed),
            CreatedAt = wire.CreatedTime,
            ExpiresAt = wire.ExpirationTime,
            MonitoredUntil = wire.MonitoringExpiration,
            CheckoutUrl = wire.CheckoutLink,
            PaymentUri = payable is null ? Sensitive.None : new Sensitive(payable.PaymentLink!),
            CryptoAmount = payable?.Amount ?? 0,
            Payments = payments,
        };
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
