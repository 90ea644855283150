using System.Buffers;
using System.Text;

namespace CryptoPay.Gateway.Csv;

/// <summary>RFC 4180, for a spreadsheet. What callers or processors named is never a formula; numbers stay numbers.</summary>
internal static class CsvRow
{
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    public static void Write(IBufferWriter<byte> body, params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) Encoding.UTF8.GetBytes(",", body);
            Encoding.UTF8.GetBytes(Quoted(cells[i]), body);
        }

        Encoding.UTF8.GetBytes("\r\n", body);
    }

    /// <summary>A spreadsheet runs what begins so; behind an apostrophe it is text.</summary>
    public static string Text(string cell) =>
        cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{cell}" : cell;

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n")
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : cell;
}
