namespace CryptoPay.Grains.DataKeys;

/// <summary>
/// What the sensitive values of one customer's orders are encrypted with, or of one order that names no customer: who
/// destroys it has erased them, in every backup too.
/// </summary>
/// <param name="Secret">256 random bits, in the clear; empty where it is destroyed.</param>
/// <param name="Owner">Whose it is, as <see cref="DataKeySource.OwnerOf"/> says it; "" for an order's own.</param>
/// <param name="Order">The one order that it is of, as text of its key; "" for a customer's.</param>
/// <param name="ClosedAt">Since when nothing new is encrypted with it; null while it is.</param>
/// <param name="DestroyedAt">Since when nobody has it; null while it is there.</param>
public sealed record DataKey(
    string KeyId, ReadOnlyMemory<byte> Secret, string Owner, string Order, DateTimeOffset CreatedAt,
    DateTimeOffset? ClosedAt = null, DateTimeOffset? DestroyedAt = null)
{
    // A record prints what it holds.
    public override string ToString() => KeyId;
}
