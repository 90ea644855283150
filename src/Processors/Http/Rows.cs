using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Http;

/// <summary>
/// Rows of a list that others write in too: read one by one, so that one of theirs that cannot be read hides none of
/// ours. One of ours that cannot be read is nonsense.
/// </summary>
internal static class Rows
{
    /// <summary>Far beyond a merchant's or an order's of ours.</summary>
    private const int IdCharsMax = 256;

    /// <summary>Whether the row carries our merchant and order in its metadata, whatever else is in it.</summary>
    public static bool IsOf(this JsonElement row, OrderKey order) => row.OrderOf() == order;

    /// <summary>The merchant and order in its metadata; null where it does not name both.</summary>
    public static OrderKey? OrderOf(this JsonElement row) =>
        row.ReadAs(RowJson.Default.MarkedWire)?.Metadata is { } mark ? OrderOf(mark.Merchant, mark.OrderId) : null;

    public static OrderKey? OrderOf(string merchant, string orderId) =>
        merchant.Length is > 0 and <= IdCharsMax && orderId.Length is > 0 and <= IdCharsMax
            ? new OrderKey(merchant, orderId)
            : null;

    /// <summary>Null where it cannot be read.</summary>
    public static T? ReadAs<T>(this JsonElement row, JsonTypeInfo<T> shape) where T : class
    {
        try
        {
            return row.Deserialize(shape);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static ProcessorResult<ImmutableArray<T>> ReadEach<TWire, T>(this IEnumerable<JsonElement> ours,
        JsonTypeInfo<TWire> shape, Func<TWire, ProcessorResult<T>> read) where TWire : class =>
        ours.Select(row => row.Read(shape).Then(read)).All();

    public static ProcessorResult<TWire> Read<TWire>(this JsonElement row, JsonTypeInfo<TWire> shape)
        where TWire : class => row.ReadAs(shape) is { } wire
            ? new ProcessorResult<TWire>.Found(wire)
            : new ProcessorResult<TWire>.Nonsense("A row of ours is not what was expected.");
}

internal sealed record MarkedWire(MarkWire? Metadata);

/// <summary>Ours in anybody's metadata: what is not text counts as not there.</summary>
internal sealed record MarkWire
{
    // set, not init: the generated reader would give init members that are missing their type's default, null.
    [JsonConverter(typeof(TextOrNothing))] public string Merchant { get; set; } = "";
    [JsonConverter(typeof(TextOrNothing))] public string OrderId { get; set; } = "";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(MarkedWire))]
internal sealed partial class RowJson : JsonSerializerContext;
