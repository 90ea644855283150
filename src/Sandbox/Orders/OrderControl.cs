namespace CryptoPay.Sandbox.Orders;

/// <summary>What a person or a test makes happen to an invoice.</summary>
internal abstract record OrderControl
{
    private OrderControl() { }

    /// <param name="Amount">In the invoice's currency, above 0; null for what is due.</param>
    public sealed record Pay(decimal? Amount) : OrderControl;

    public sealed record Confirm(int Blocks) : OrderControl;

    public sealed record Expire : OrderControl;

    public sealed record DoubleSpend : OrderControl;
}
