using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Answers;

namespace CryptoPay.Processors.Http;

/// <summary>How one kind's rows are listed.</summary>
/// <param name="OrderOf">Whose a row is, whatever else is in it; null for a stranger's.</param>
/// <param name="MadeAt">When it was made; null where it does not say, and then it counts as in every window.</param>
internal sealed record Listing<TWire>(
    JsonTypeInfo<TWire> Shape,
    Func<TWire, ProcessorResult<Invoice>> Read,
    Func<JsonElement, OrderKey?> OrderOf,
    Func<JsonElement, DateTimeOffset?> MadeAt) where TWire : class
{
    /// <summary>Whoever asks keeps it meanwhile.</summary>
    private const int NextCharsMax = 1024;

    /// <param name="page">May have rows of other times: not every processor takes a window to the second.</param>
    public ProcessorResult<ListedPage> PageOf(RowPage page, ListingWindow window, string? continueAt)
    {
        if (page.Next is { } next && (next == continueAt || next.Length > NextCharsMax))
            return new ProcessorResult<ListedPage>.Nonsense("The list does not say where it goes on.");

        var invoices = ImmutableArray.CreateBuilder<ListedInvoice>();
        var unreadable = ImmutableArray.CreateBuilder<OrderKey>();
        var strangers = 0;
        foreach (var row in page.Rows.Where(row => window.Has(MadeAt(row) ?? window.From)))
        {
            if (OrderOf(row) is not { } order) strangers++;
            else if (row.Read(Shape).Then(Read).Then(AnswerSizes.Bounded) is ProcessorResult<Invoice>.Found found)
                invoices.Add(ListedInvoice.Of(found.Value));
            else unreadable.Add(order);
        }

        return new ProcessorResult<ListedPage>.Found(new ListedPage
        {
            Invoices = invoices.ToImmutable(),
            Unreadable = unreadable.ToImmutable(),
            StrangerCount = strangers,
            Next = page.Next,
        });
    }
}

/// <summary>
/// Lists whose pages are asked for by how many rows came before. Only a page without rows is the last: a server may
/// give fewer than it was asked for. What is added in front moves rows on to the next page, where they stand twice; what
/// was taken out would hide one, and the processors' APIs take none out.
/// </summary>
internal static class Offsets
{
    public static int Of(string? continueAt) =>
        continueAt is null ? 0 : int.Parse(continueAt, NumberStyles.None, CultureInfo.InvariantCulture);

    public static RowPage PageAt(int offset, IReadOnlyList<JsonElement> rows) => new(
        rows, rows.Count is 0 ? null : (offset + rows.Count).ToString(CultureInfo.InvariantCulture));
}
