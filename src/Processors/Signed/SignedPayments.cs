using System.Collections.Immutable;
using System.Diagnostics;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Signed;

/// <summary>Between our invoice and the contract's payment, both ways.</summary>
internal static class SignedPayments
{
    public static NewPaymentWire Ask(InvoiceRequest request, string? notificationUrl) => new(
        request.Description,
        request.Order.OrderId,
        request.Price.ToWire(),
        new NewCurrencyWire(request.Price.Currency, request.CryptoCode),
        request.Speed switch
        {
            TransactionSpeed.High => "high",
            TransactionSpeed.Medium => "medium",
            TransactionSpeed.Low => "low",
            _ => throw new UnreachableException(),
        },
        string.IsNullOrEmpty(notificationUrl) ? null : notificationUrl,
        new MetadataWire
        {
            Merchant = request.Order.Merchant,
            OrderId = request.Order.OrderId,
            AttemptId = request.AttemptId,
        },
        WholeSeconds(request.RateLock),
        WholeSeconds(request.Monitoring),
        Money.ToWire(request.TolerancePercent, decimals: 0));

    public static Invoice Read(PaymentWire wire)
    {
        var (status, qualifiers) = SignedStatusMap.Read(wire.Status, wire.Amount, wire.AmountPaid);
        var transfers = wire.Transfers
            .Select(transfer => new Payment(
                new Sensitive(transfer.Id), transfer.CryptoAmount, transfer.IsConfirmed, transfer.IsInvalid))
            .ToImmutableArray();
        var counting = transfers.Where(transfer => !transfer.IsInvalid).ToList();
        return new Invoice
        {
            InvoiceId = wire.Id,
            Merchant = wire.Metadata.Merchant,
            OrderId = wire.Metadata.OrderId,
            AttemptId = wire.Metadata.AttemptId,
            Price = new Money(wire.Amount, wire.Currency.IsoCode),
            Status = status,
            Qualifiers = qualifiers,
            StatusText = wire.Status,
            AmountPaid = wire.AmountPaid,
            IsPaymentConfirmed = counting.Count > 0 && counting.TrueForAll(transfer => transfer.IsConfirmed),
            CreatedAt = wire.CreatedAt,
            ExpiresAt = wire.ExpiresAt,
            MonitoredUntil = wire.MonitoredUntil,
            CheckoutUrl = new Sensitive(wire.CheckoutUrl),
            PaymentUri = new Sensitive(wire.PaymentUri),
            CryptoAmount = wire.CryptoAmount,
            Payments = transfers,
        };
    }

    private static long WholeSeconds(TimeSpan span) => (long)Math.Ceiling(span.TotalSeconds);
}
