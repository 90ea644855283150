using System.Collections.Immutable;

namespace CryptoPay.Payments.Processors;

/// <summary>
/// Items that are equal where each of them is, in their order. An immutable array is compared by reference: behind a
/// property that has one, this is the field.
/// </summary>
internal readonly struct EqualItems<T>(ImmutableArray<T> items) : IEquatable<EqualItems<T>>
{
    public ImmutableArray<T> Items { get; } = items;

    public bool Equals(EqualItems<T> other) => Items.SequenceEqual(other.Items);

    public override bool Equals(object? other) => other is EqualItems<T> items && Equals(items);

    public override int GetHashCode() => Items.Length;
}
