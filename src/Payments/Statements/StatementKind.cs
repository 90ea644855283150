namespace CryptoPay.Payments.Statements;

/// <summary>What money of a statement is. On the wire: never change a number or a name.</summary>
public enum StatementKind
{
    /// <summary>Money toward the price of an order that its processors' answers settled.</summary>
    Settled = 0,

    /// <summary>Money that came late, of an order that a person credited.</summary>
    LateCredited = 1,

    /// <summary>Other money of an order that a person credited.</summary>
    Credited = 2,

    /// <summary>
    /// What of the price no processor showed when a person credited the order. No money: it came another way, or not.
    /// </summary>
    CreditedWithoutMoney = 3,

    /// <summary>Money above the price of a settled or credited order. What of it goes back is a refund.</summary>
    Excess = 4,

    /// <summary>
    /// Money of an order that is neither settled nor credited: not final, short, late or on an invalid invoice. It
    /// leaves with the opposite sign when the order settles.
    /// </summary>
    Unsettled = 5,

    /// <summary>Money that went back, below 0, by a processor's word or a person's.</summary>
    Refund = 6,
}
