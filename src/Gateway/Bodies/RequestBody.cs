using System.Collections.Immutable;
using System.Text.Json;
using CryptoPay.Gateway.WalletSecrets;

namespace CryptoPay.Gateway.Bodies;

/// <summary>
/// A JSON body, read by hand so that all that is wrong with it is said at once, and so that an amount is never a
/// double. No value is ever said back. Fields that are not asked for are ignored: a caller may send more.
/// </summary>
internal abstract record RequestBody<T>
{
    private RequestBody() { }

    /// <summary>Fields that held a template's variable without a value.</summary>
    public ImmutableArray<string> Unset { get; private init; } = [];

    public sealed record Valid(T Value) : RequestBody<T>;

    public sealed record Invalid(IDictionary<string, string[]> Errors) : RequestBody<T>;

    /// <summary>
    /// A string looks like a private key or a seed phrase. No part of it may be stored, sent or logged.
    /// </summary>
    public sealed record HoldsSecret(IDictionary<string, string[]> Errors) : RequestBody<T>;

    /// <param name="body">Null where it was too large.</param>
    /// <param name="fields">Those that may be named where one holds a secret.</param>
    public static RequestBody<T> Parse(ReadOnlyMemory<byte>? body, FieldSet fields, Func<FieldReader, T> read)
    {
        if (body is not { } bytes) return NotReadable;

        try
        {
            using var document = JsonDocument.Parse(bytes, RequestBody.Strict);
            var root = document.RootElement;
            // Looks at every string, so that text which is no Unicode throws here and nowhere later.
            var withSecret = SecretMaterial.FieldsWithSecret(root, fields.Has);
            return withSecret.Length > 0 ? Secret(withSecret)
                : root.ValueKind == JsonValueKind.Object ? Read(root, read)
                : NotReadable;
        }
        // The second: a string that holds half of a surrogate pair, or bytes that are no UTF-8.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return NotReadable;
        }
    }

    private static RequestBody<T> Read(JsonElement root, Func<FieldReader, T> read)
    {
        var fields = new FieldReader(root);
        var value = read(fields);
        RequestBody<T> body = fields.Errors.Count > 0 ? new Invalid(fields.Errors) : new Valid(value);
        return body with { Unset = [.. fields.Unset] };
    }

    private static Invalid NotReadable => new(new Dictionary<string, string[]> { ["body"] = [RequestBody.Rule] });

    private static HoldsSecret Secret(ImmutableArray<string> fields) => new(fields.ToDictionary(field => field, _ =>
        (string[])["no private key and no seed phrase: nobody here needs one, and it should be considered lost"]));
}

internal static class RequestBody
{
    public const string Rule = "one JSON object of at most 64 KiB in UTF-8, no key in it twice";

    internal static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
}
