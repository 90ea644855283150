using System.Collections.Immutable;
using System.Text.Json;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Http;

/// <summary>
/// An answer that is one list, read row by row: what it takes of memory is what is wanted of it. A list that ends
/// beyond our bounds, which are far beyond what an account has, was not seen as a whole and is no answer.
/// </summary>
internal static class LongList
{
    private const int RowsMax = 200_000;
    private const long BytesMax = 64 * 1024 * 1024;
    private static readonly TimeSpan ReadingTimeout = TimeSpan.FromSeconds(30);

    public static async Task<ProcessorResult<ImmutableArray<JsonElement>>> Find(
        HttpContent body, Func<JsonElement, bool> isWanted, TimeProvider clock, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(ReadingTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var stream = await body.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
        // What is cut is no JSON any more.
        await using var bounded = new CutStream(stream, BytesMax);
        try
        {
            return await Find(bounded, isWanted, either.Token).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            // Its message can quote the body.
            return new ProcessorResult<ImmutableArray<JsonElement>>.Nonsense(bounded.IsCut
                ? "The list is too long."
                : "The answer is not the list that was expected.");
        }
    }

    private static async Task<ProcessorResult<ImmutableArray<JsonElement>>> Find(
        CutStream body, Func<JsonElement, bool> isWanted, CancellationToken cancellation)
    {
        var wanted = ImmutableArray.CreateBuilder<JsonElement>();
        var rows = 0;
        var list = JsonSerializer.DeserializeAsyncEnumerable(body, RowJson.Default.JsonElement, cancellation);
        await foreach (var row in list.ConfigureAwait(false))
        {
            if (++rows > RowsMax)
                return new ProcessorResult<ImmutableArray<JsonElement>>.Nonsense("The list is too long.");
            if (isWanted(row)) wanted.Add(row);
        }

        // The serializer takes null for a list without rows.
        if (body.First is (byte)'n')
            return new ProcessorResult<ImmutableArray<JsonElement>>.Nonsense("The answer is null.");
        return new ProcessorResult<ImmutableArray<JsonElement>>.Found(wanted.ToImmutable());
    }
}
