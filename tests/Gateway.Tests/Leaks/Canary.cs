using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>A value that stands nowhere but where it was put.</summary>
internal sealed record Canary(string Name, string Value)
{
    /// <summary>So short that it stands in something longer by chance: it counts as a word of its own only.</summary>
    private const int WordCharsMax = 8;

    public bool IsWord => Value.Length <= WordCharsMax;

    /// <summary>Each way that a program may write it; upper and lower case count as one.</summary>
    public IEnumerable<(string Name, string Text)> Spellings()
    {
        yield return ("as it is", Value);
        if (IsWord) yield break;
        var bytes = Encoding.UTF8.GetBytes(Value);
        yield return ("for a URL", Uri.EscapeDataString(Value));
        yield return ("for a form", WebUtility.UrlEncode(Value));
        yield return ("for JSON", JavaScriptEncoder.Default.Encode(Value));
        yield return ("for HTML", HtmlEncoder.Default.Encode(Value));
        yield return ("in hex", Convert.ToHexString(bytes));
        yield return ("in UTF-16", Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(Value)));
        // Within longer text it begins at any of three bits: what is left of each way is the same in all such texts.
        for (var before = 0; before < 3; before++)
        {
            var whole = Convert.ToBase64String([.. new byte[before], .. bytes]);
            var own = whole[(before == 0 ? 0 : before + 1)..^((before + bytes.Length) % 3 == 0 ? 0 : 4)];
            yield return ("in base64", own);
            yield return ("in base64url", own.Replace('+', '-').Replace('/', '_'));
        }
    }
}
