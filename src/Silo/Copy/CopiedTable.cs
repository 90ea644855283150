using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;

namespace CryptoPay.Silo.Copy;

/// <summary>
/// One that both databases have. Its rows are read in one order from either: by the bytes of the key. So whoever has
/// the first of them has to be brought the rest.
/// </summary>
internal sealed record CopiedTable(
    string Name, ImmutableArray<CopiedColumn> Columns, ImmutableArray<CopiedColumn> Key)
{
    public string ColumnNames => string.Join(", ", Columns.Select(column => column.Name));

    /// <param name="collation">What the database calls the order of bytes.</param>
    public string Sql(string collation) => $"SELECT {ColumnNames} FROM {Name} ORDER BY "
        + string.Join(", ", Key.Select(column =>
            column.Type == NpgsqlTypes.NpgsqlDbType.Text ? $"{column.Name} COLLATE {collation}" : column.Name));

    public object?[] RowIn(DbDataReader reader) =>
        [.. Columns.Select((column, index) => column.ValueIn(reader, index))];

    public bool AreEqual(object?[] one, object?[] other) =>
        Columns.Select((column, index) => column.AreEqual(one[index], other[index])).All(areEqual => areEqual);

    /// <summary>The table and the row's key.</summary>
    public string NameOf(object?[] row) => $"{Name} " + string.Join(' ', Key.Select(column =>
        Convert.ToString(row[Columns.IndexOf(column)], CultureInfo.InvariantCulture)));

    public object? ValueOf(object?[] row, string column)
    {
        for (var index = 0; index < Columns.Length; index++)
        {
            if (Columns[index].Name == column) return row[index];
        }

        return null;
    }
}
