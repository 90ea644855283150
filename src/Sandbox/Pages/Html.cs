using System.Globalization;
using System.Net;

namespace CryptoPay.Sandbox.Pages;

/// <summary>Markup. Every value put into it is encoded, unless it is markup itself.</summary>
internal readonly record struct Html(string Markup)
{
    public static readonly Html Empty = new("");

    public static Html Of(FormattableString template) =>
        new(string.Format(CultureInfo.InvariantCulture, template.Format, [.. template.GetArguments().Select(Encoded)]));

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Markup)));

    private static object? Encoded(object? value) => value is Html html
        ? html.Markup
        : WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture));
}
