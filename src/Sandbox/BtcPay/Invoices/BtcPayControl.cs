using CryptoPay.Sandbox.Orders;

namespace CryptoPay.Sandbox.BtcPay.Invoices;

/// <summary>What happens to BTCPay's invoices alone.</summary>
internal abstract record BtcPayControl : OrderControl
{
    private BtcPayControl() { }

    /// <summary>A person's word, by the server's own rules.</summary>
    /// <param name="Status">Settled or Invalid.</param>
    public sealed record Mark(string Status) : BtcPayControl
    {
        public override string Subject => "status";
    }

    /// <summary>A status that contradicts the money beside it. Nothing else changes it until the next block.</summary>
    /// <param name="PaidAmount">What is shown as paid, in the invoice's currency; null for what was.</param>
    public sealed record Verdict(string Status, string AdditionalStatus, decimal? PaidAmount) : BtcPayControl
    {
        public override string Subject => "status";
    }

    /// <summary>The same coins under another payment ID.</summary>
    /// <param name="PaymentId">Of an unconfirmed payment; null for the newest.</param>
    /// <param name="BothFor">How long the replaced one counts beside it, at most until the next block.</param>
    public sealed record FeeBump(string? PaymentId, TimeSpan BothFor) : BtcPayControl
    {
        public override string Subject => "paymentId";
    }

    /// <summary>A payment that is listed and counts no more.</summary>
    /// <param name="PaymentId">Null for the newest.</param>
    public sealed record InvalidatePayment(string? PaymentId) : BtcPayControl
    {
        public override string Subject => "paymentId";
    }
}
