namespace CryptoPay.Sandbox.Orders;

/// <summary>
/// What a person or a test makes happen to an invoice. These are for every dialect's; one may have more of its own.
/// </summary>
internal abstract record OrderControl
{
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
}
