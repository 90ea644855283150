using System.Collections.Immutable;
using System.Text.Json;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Http;

/// <summary>One page of a list.</summary>
/// <param name="Next">What the next page is asked for by; null on the last.</param>
internal sealed record RowPage(IReadOnlyList<JsonElement> Rows, string? Next);

internal static class Pages
{
    /// <summary>The page size that is asked for.</summary>
    public const int Size = 100;

    private const int PagesMax = 50;

    /// <summary>
    /// The rows that are wanted, of every page. A list of more pages than we read was not seen as a whole and is no
    /// answer.
    /// </summary>
    /// <param name="read">Takes "" for the first page.</param>
    public static async Task<ProcessorResult<ImmutableArray<JsonElement>>> Find(
        Func<string, Task<ProcessorResult<RowPage>>> read, Func<JsonElement, bool> isWanted)
    {
        var wanted = ImmutableArray.CreateBuilder<JsonElement>();
        var next = "";
        for (var page = 0; page < PagesMax; page++)
        {
            var answer = await read(next).ConfigureAwait(false);
            if (answer is not ProcessorResult<RowPage>.Found { Value: var found })
                return answer.Select(_ => ImmutableArray<JsonElement>.Empty);

            wanted.AddRange(found.Rows.Where(isWanted));
            if (found.Next is null) return new ProcessorResult<ImmutableArray<JsonElement>>.Found(wanted.ToImmutable());
            next = found.Next;
        }

        return new ProcessorResult<ImmutableArray<JsonElement>>.Nonsense("The list has more pages than we read.");
    }
}
