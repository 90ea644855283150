namespace CryptoPay.Sandbox.Orders;

/// <summary>What a person or a test makes happen to an invoice.</summary>
internal abstract record OrderControl
{
    private OrderControl() { }

    /// <summary>The field that is named where an invoice cannot take the control.</summary>
    public abstract string Subject { get; }

    /// <param name="Amount">In the invoice's currency, above 0; null for what is due.</param>
    public sealed record Pay(decimal? Amount) : OrderControl
    {
        public override string Subject => "amount";
    }

    public sealed record Confirm(int Blocks) : OrderControl
    {
        public override string Subject => "blocks";
    }

    public sealed record Expire : OrderControl
    {
        public override string Subject => "invoiceId";
    }

    public sealed record DoubleSpend : OrderControl
    {
        public override string Subject => "invoiceId";
    }

    /// <summary>What one dialect alone knows: BTCPay's.</summary>
    public abstract record OfBtcPay : OrderControl;

    /// <summary>A person's word, by the server's own rules.</summary>
    /// <param name="Status">Settled or Invalid.</param>
    public sealed record Mark(string Status) : OfBtcPay
    {
        public override string Subject => "status";
    }

    /// <summary>A status that contradicts the money beside it. Nothing else changes it until the next block.</summary>
    /// <param name="PaidAmount">What is shown as paid, in the invoice's currency; null for what was.</param>
    public sealed record Verdict(string Status, string AdditionalStatus, decimal? PaidAmount) : OfBtcPay
    {
        public override string Subject => "status";
    }

    /// <summary>The same coins under another payment ID.</summary>
    /// <param name="PaymentId">Of an unconfirmed payment; null for the newest.</param>
    /// <param name="BothFor">How long the replaced one counts beside it, at most until the next block.</param>
    public sealed record FeeBump(string? PaymentId, TimeSpan BothFor) : OfBtcPay
    {
        public override string Subject => "paymentId";
    }

    /// <summary>A payment that is listed and counts no more.</summary>
    /// <param name="PaymentId">Null for the newest.</param>
    public sealed record InvalidatePayment(string? PaymentId) : OfBtcPay
    {
        public override string Subject => "paymentId";
    }
}
