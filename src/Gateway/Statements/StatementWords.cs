using System.Diagnostics;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Payments.Statements;

namespace CryptoPay.Gateway.Statements;

/// <summary>What kinds are called: in JSON for programs, in CSV for people.</summary>
internal static class StatementWords
{
    public const string Unreadable = "unreadable";

    /// <summary>What OpenAPI says of them.</summary>
    public static IEnumerable<KnownWords> Known
    {
        get
        {
            var kinds = Enum.GetValues<StatementKind>().Select(kind => Of(kind).Json).ToList();
            yield return new(typeof(StatementEntry), nameof(StatementEntry.Kind), [.. kinds, Unreadable]);
            yield return new(typeof(StatementTotal), nameof(StatementTotal.Kind), kinds);
        }
    }

    public static (string Json, string Csv) Of(StatementKind kind) => kind switch
    {
        StatementKind.Settled => ("settled", "Settled"),
        StatementKind.LateCredited => ("late_credited", "Late payment credited"),
        StatementKind.Credited => ("credited", "Credited by hand"),
        StatementKind.CreditedWithoutMoney => ("credited_without_money", "Credited without payment"),
        StatementKind.Excess => ("excess", "Overpaid"),
        StatementKind.Unsettled => ("unsettled", "Received but not settled"),
        StatementKind.Refund => ("refund", "Refund"),
        _ => throw new UnreachableException($"No row for {kind}."),
    };
}
