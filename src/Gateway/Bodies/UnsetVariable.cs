using System.Text.RegularExpressions;

namespace CryptoPay.Gateway.Bodies;

/// <summary>
/// What a template prints for a variable without a value: its name. Velocity, which Genesys' data actions are written
/// in, leaves <c>${input.x}</c>, <c>$input.x</c>, <c>$!{x}</c> and calls around them as they stand; other flows send
/// <c>$.x</c> or <c>{{x}}</c>. A script prints the words that its language has for nothing: as an order ID they would
/// make one payment of all its customers'.
/// </summary>
internal static partial class UnsetVariable
{
    private const int CharsMax = 256;

    /// <summary>Of a whole text alone: who writes "$5 off" or "Order ${x}" has written a text.</summary>
    public static bool Is(string text) => text.Length <= CharsMax && Form.IsMatch(text);

    [GeneratedRegex(
        @"\A\s*(\$!?\{[^{}]+\}|\$(!|\.|[A-Za-z_][\w-]*\.)[A-Za-z_][\w.-]*(\([^()]*\))?|\{\{[^{}]+\}\}"
        + @"|undefined|null|NaN|NOT_SET|\[object Object\])\s*\z")]
    private static partial Regex Form { get; }
}
