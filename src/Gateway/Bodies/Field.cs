using Microsoft.OpenApi;

namespace CryptoPay.Gateway.Bodies;

/// <summary>
/// One field of a body. Whoever reads it, describes it to callers or names it as the place of a secret knows it from
/// here.
/// </summary>
/// <param name="Name">As it stands in the JSON.</param>
internal abstract record Field(string Name)
{
    /// <summary>A body without it is refused.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The object that it stands in; "" where that is the body itself.</summary>
    public string In { get; init; } = "";

    /// <summary>What errors call it: <c>currency.isoCode</c>.</summary>
    public string Path => In == "" ? Name : $"{In}.{Name}";

    public abstract OpenApiSchema Schema { get; }
}

/// <summary>The fields of a body, or of an object in it. Others are ignored: a caller may send more.</summary>
internal sealed record FieldSet(params Field[] Fields)
{
    public bool Has(string name) => Array.Exists(Fields, one => one.Name == name);

    public OpenApiSchema Schema => new()
    {
        Type = JsonSchemaType.Object,
        Required = Fields.Where(one => one.IsRequired).Select(one => one.Name).ToHashSet(),
        Properties = Fields.ToDictionary(one => one.Name, IOpenApiSchema (one) => one.Schema),
    };
}

/// <param name="Says">What is allowed, for the caller to read.</param>
internal sealed record ObjectField(string Name, string Says, FieldSet Fields) : Field(Name)
{
    public override OpenApiSchema Schema => Fields.Schema;
}
