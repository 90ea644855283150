using System.Text.RegularExpressions;
using CryptoPay.Gateway.Access;
using Microsoft.OpenApi;

namespace CryptoPay.Gateway.Bodies;

/// <summary>A field that holds a string. Control characters are refused in all of them.</summary>
/// <param name="Says">What is allowed, for the caller to read.</param>
/// <param name="Rule">What the other properties do not say.</param>
internal sealed record TextField(string Name, string Says, Func<string, bool>? Rule = null) : Field(Name)
{
    private readonly Regex? form;

    public int? CharsMax { get; init; }

    /// <summary>A regular expression for the whole text.</summary>
    public string? Pattern
    {
        get;
        init => (field, form) = (value, new Regex($@"\A(?:{value})\z"));
    }

    /// <summary>What callers are told besides.</summary>
    public Action<OpenApiSchema>? Described { get; init; }

    /// <summary>A required ID of the caller's choice.</summary>
    public static TextField Id(string name) =>
        new(name, IdForms.OrderIdRule) { IsRequired = true, Pattern = IdForms.OrderIdPattern };

    public bool Allows(string text) =>
        !text.Any(char.IsControl)
        && text.Length <= (CharsMax ?? int.MaxValue)
        && form?.IsMatch(text) != false
        && Rule?.Invoke(text) != false;

    public override OpenApiSchema Schema
    {
        get
        {
            var schema = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = Says,
                Pattern = Pattern is null ? null : $"^{Pattern}$",
                MaxLength = CharsMax,
            };
            Described?.Invoke(schema);
            return schema;
        }
    }
}
