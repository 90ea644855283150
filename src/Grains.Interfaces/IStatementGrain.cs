using System.Collections.Immutable;
using CryptoPay.Payments.Statements;

namespace CryptoPay.Grains.Interfaces;

/// <summary>
/// Reads what money did from the very rows that payment intents' grains wrote, page by page. Key: any number; it keeps
/// nothing.
/// </summary>
[Alias("CryptoPay.IStatementGrain")]
public interface IStatementGrain : IGrainWithIntegerKey
{
    Task<StatementPage> Read(StatementQuery query);
}

/// <param name="To">Not in it any more.</param>
/// <param name="Cursor">As the page before gave it; "" for the first page.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.StatementQuery")]
public sealed record StatementQuery(
    [property: Id(0)] string Merchant,
    [property: Id(1)] DateTimeOffset From,
    [property: Id(2)] DateTimeOffset To,
    [property: Id(3)] string Cursor = "");

/// <param name="Orders">By the first time in the span at which their money may have moved.</param>
/// <param name="NextCursor">"" on the last page.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.StatementPage")]
public sealed record StatementPage(
    [property: Id(0)] ImmutableArray<OrderStatement> Orders, [property: Id(1)] string NextCursor);

/// <param name="Lines">By time; none where nothing changed, or where it cannot be read.</param>
/// <param name="IsUnreadable">Its row cannot be read, so it is not known what belongs here; the log says why.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.OrderStatement")]
public sealed record OrderStatement(
    [property: Id(0)] string OrderId, [property: Id(1)] ImmutableArray<StatementLine> Lines,
    [property: Id(2)] bool IsUnreadable = false);
