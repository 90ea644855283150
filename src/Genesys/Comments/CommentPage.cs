using System.Text.Json.Serialization;

namespace CryptoPay.Genesys.Comments;

/// <summary>One page of a case's comments.</summary>
/// <param name="NextUri">A path with a query; null or "" on the last page.</param>
internal sealed record CommentPage(Comment?[]? Entities, string? NextUri)
{
    private const string Cursor = "after=";

    /// <summary>What the next page is asked for by; null on the last, and where its URI names none.</summary>
    public string? After => NextUri?.Split('?', 2) is [_, var query]
        && query.Split('&').FirstOrDefault(part => part.StartsWith(Cursor, StringComparison.Ordinal)) is { } part
            ? Uri.UnescapeDataString(part[Cursor.Length..])
            : null;

    public bool IsLast => string.IsNullOrEmpty(NextUri);
}

internal sealed record Comment(string? Content);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CommentPage))]
internal sealed partial class CommentShapes : JsonSerializerContext;
