using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using static CryptoPay.Payments.Processors.InvoiceQualifiers;

namespace CryptoPay.Processors.CoinbaseCommerce;

/// <summary>Between our invoice and a charge's JSON, both ways.</summary>
internal static class CoinbaseCommerceInvoices
{
    public static NewChargeWire Ask(InvoiceRequest request) => new(
        request.Description is "" ? $"Order {request.Order.OrderId}" : request.Description,
        $"Order {request.Order.OrderId}, attempt {request.AttemptId}",
        "fixed_price",
        new PriceWire(request.Price.ToWire(), request.Price.Currency),
        new MetadataWire
        {
            Merchant = request.Order.Merchant,
            OrderId = request.Order.OrderId,
            AttemptId = request.AttemptId,
        });

    public static ProcessorResult<Invoice> Read(ChargeWire wire)
    {
        if (wire.Pricing is not { Local: var price })
            return new ProcessorResult<Invoice>.Nonsense("The charge has no price.");

        var payments = wire.Payments ?? [];
        var kept = payments.Where(payment => !IsFailed(payment)).ToList();
        if (kept.Any(payment => payment.Value.Local.Currency != price.Currency))
            return new ProcessorResult<Invoice>.Nonsense("A payment is in another currency than the price.");

        var paid = kept.Sum(payment => payment.Value.Local.Amount);
        var isConfirmed = kept.Count > 0 && kept.All(payment => Is(payment, "CONFIRMED"));
        var isRefunded = wire.Timeline is [.., { Status: "PENDING REFUND" or "REFUNDED" }];
        var step = wire.Timeline.LastOrDefault(step => step.Status is not ("PENDING REFUND" or "REFUNDED"));
        var (status, qualifiers) = step is null
            ? (InvoiceStatus.Unrecognized, InvoiceQualifiers.None)
            : CoinbaseCommerceStatusMap.Read(step.Status, step.Context ?? "", isConfirmed && paid >= price.Amount);
        return new ProcessorResult<Invoice>.Found(new Invoice
        {
            InvoiceId = wire.Id,
            Merchant = wire.Metadata?.Merchant ?? "",
            OrderId = wire.Metadata?.OrderId ?? "",
            AttemptId = wire.Metadata?.AttemptId ?? "",
            Price = new Money(price.Amount, price.Currency),
            Status = status,
            Qualifiers = qualifiers,
            StatusText = StatusText(wire.Timeline),
            // What was paid in part, or late, and goes back, no longer counts toward the price.
            AmountPaid = isRefunded && status is not InvoiceStatus.Settled ? 0
                // Paid by the server's word, which names no amount; by a person's word it is what came.
                : status is InvoiceStatus.Settled && !qualifiers.HasFlag(Manual) && payments is [] ? price.Amount
                : paid,
            IsPaymentConfirmed = isConfirmed,
            CreatedAt = wire.CreatedAt.ToUniversalTime(),
            ExpiresAt = wire.ExpiresAt.ToUniversalTime(),
            // The API does not say for how long it looks for late money.
            MonitoredUntil = wire.ExpiresAt.ToUniversalTime(),
            CheckoutUrl = new Sensitive(wire.HostedUrl ?? ""),
            Payments = [.. payments.Select(Payment)],
        });
    }

    private static Payment Payment(PaymentWire wire) => new(
        new Sensitive(wire.PaymentId ?? wire.TransactionId ?? ""), wire.Value.Crypto.Amount, Is(wire, "CONFIRMED"),
        IsFailed(wire))
    {
        TransactionHash = new Sensitive(wire.PaymentId is null ? "" : wire.TransactionId ?? ""),
    };

    private static bool IsFailed(PaymentWire payment) => Is(payment, "FAILED");

    // Older servers write a payment's status in capitals, newer ones do not.
    private static bool Is(PaymentWire payment, string status) =>
        payment.Status.Equals(status, StringComparison.OrdinalIgnoreCase);

    private static string StatusText(TimelineWire[] timeline) => timeline switch
    {
        [.., { Context: { Length: > 0 } context } last] => $"{last.Status}/{context}",
        [.., var last] => last.Status,
        [] => "",
    };
}
