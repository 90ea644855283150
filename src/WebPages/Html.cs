using System.Globalization;
using System.Net;

namespace CryptoPay.WebPages;

/// <summary>Markup. Every value put into it is encoded, unless it is markup itself.</summary>
public readonly record struct Html(string Markup)
{
    public static readonly Html Empty = new("");

    public static Html Of(FormattableString template) => new(template.ToString(Encoder.Instance));

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Markup)));

    private sealed class Encoder : IFormatProvider, ICustomFormatter
    {
        public static readonly Encoder Instance = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? value, IFormatProvider? provider) => value switch
        {
            Html html => html.Markup,
            IFormattable given => WebUtility.HtmlEncode(given.ToString(format, CultureInfo.InvariantCulture)),
            _ => WebUtility.HtmlEncode(value?.ToString()) ?? "",
        };
    }
}
