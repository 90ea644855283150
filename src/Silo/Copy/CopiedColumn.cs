using System.Data.Common;
using System.Text.Json;
using NpgsqlTypes;

namespace CryptoPay.Silo.Copy;

/// <summary>One that both databases have. What it holds is the same .NET value from either.</summary>
internal sealed record CopiedColumn(string Name, NpgsqlDbType Type)
{
    /// <exception cref="NotSupportedException">The copy knows no such type yet.</exception>
    public static NpgsqlDbType TypeCalled(string inPostgres) => inPostgres switch
    {
        "text" => NpgsqlDbType.Text,
        "integer" => NpgsqlDbType.Integer,
        "bigint" => NpgsqlDbType.Bigint,
        "jsonb" => NpgsqlDbType.Jsonb,
        "timestamp with time zone" => NpgsqlDbType.TimestampTz,
        _ => throw new NotSupportedException($"No column of type {inPostgres} is copied yet."),
    };

    public object? ValueIn(DbDataReader row, int index) => row.IsDBNull(index) ? null : Type switch
    {
        NpgsqlDbType.Integer => row.GetInt32(index),
        NpgsqlDbType.Bigint => row.GetInt64(index),
        NpgsqlDbType.TimestampTz => Microseconds(row.GetDateTime(index)),
        _ => row.GetString(index),
    };

    public bool AreEqual(object? one, object? other)
    {
        if (Equals(one, other)) return true;
        if (Type != NpgsqlDbType.Jsonb || one is not string text || other is not string otherText) return false;
        // PostgreSQL keeps what a document says, and neither the order of its keys nor its blanks.
        using var document = JsonDocument.Parse(text);
        using var otherDocument = JsonDocument.Parse(otherText);
        return JsonElement.DeepEquals(document.RootElement, otherDocument.RootElement);
    }

    /// <summary>PostgreSQL keeps no more of a time, and SQLite does not say that it is in UTC.</summary>
    private static DateTime Microseconds(DateTime time) =>
        new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
}
