using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace CryptoPay.WebPages;

/// <summary>
/// A style or a script that stands in the page itself, so that a page is one answer. The page's policy names its hash,
/// and nothing else in the page is run or styled by.
/// </summary>
public sealed record Asset
{
    private Asset(string text) =>
        (Text, Source) = (text, $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'");

    internal string Text { get; }

    /// <summary>As a Content-Security-Policy names it.</summary>
    internal string Source { get; }

    /// <param name="name">The logical name of an embedded resource. It holds no closing tag.</param>
    public static Asset Embedded(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        // A browser reads a line's end as LF, and hashes what it has read.
        return new Asset(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
