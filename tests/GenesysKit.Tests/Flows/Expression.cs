using System.Globalization;
using System.Text.RegularExpressions;

namespace CryptoPay.GenesysKit.Tests.Flows;

/// <summary>
/// The part of Architect's expressions that the flows use. Stricter than Architect where its behaviour is not known:
/// all parts are looked at, also those that a condition would leave out, and what has no value may only be asked
/// whether it has one.
/// </summary>
internal sealed partial class Expression
{
    private readonly List<string> tokens;
    private readonly Func<string, object?> variable;
    private int next;

    private Expression(string text, Func<string, object?> variable)
    {
        var found = Token.Matches(text);
        if (found.Sum(match => match.Length) != text.TrimEnd().Length)
            throw new FormatException($"Not an expression: {text}");
        tokens = [.. found.Select(match => match.Groups["token"].Value)];
        this.variable = variable;
    }

    /// <param name="variable">Of a name such as <c>Flow.amount</c>; null where it has no value.</param>
    /// <returns>A string, a decimal, true or false; null for no value.</returns>
    /// <exception cref="FormatException">It is none, or takes what has no value for one.</exception>
    public static object? Value(string text, Func<string, object?> variable)
    {
        var expression = new Expression(text, variable);
        var value = expression.Or();
        return expression.next == expression.tokens.Count ? value : throw new FormatException($"Too much in: {text}");
    }

    private object? Or()
    {
        var left = And();
        while (Take("or")) left = (bool)Given(left) | (bool)Given(And());
        return left;
    }

    private object? And()
    {
        var left = Not();
        while (Take("and")) left = (bool)Given(left) & (bool)Given(Not());
        return left;
    }

    private object? Not() => Take("not") ? !(bool)Given(Not()) : Comparison();

    private object? Comparison()
    {
        var left = Quotient();
        if (Take("==")) return Given(left).Equals(Given(Quotient()));
        if (Take("!=")) return !Given(left).Equals(Given(Quotient()));
        if (Take(">")) return (decimal)Given(left) > (decimal)Given(Quotient());
        return left;
    }

    private object? Quotient()
    {
        var left = One();
        while (Take("/")) left = (decimal)Given(left) / (decimal)Given(One());
        return left;
    }

    private object? One()
    {
        if (Take("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        var token = tokens[next++];
        if (token[0] == '"') return token[1..^1];
        if (char.IsAsciiDigit(token[0])) return decimal.Parse(token, CultureInfo.InvariantCulture);
        if (!Take("(")) return variable(token);
        List<object?> arguments = [];
        while (!Take(")"))
        {
            arguments.Add(Or());
            if (tokens[next] != ")") Expect(",");
        }

        var value = Call(token, arguments);
        // Of a phone number: here they are in that form anyway.
        Take(".e164");
        return Take(".isTel") ? ((string)Given(value)).StartsWith('+') : value;
    }

    private static object? Call(string function, List<object?> given) => function switch
    {
        "IsNotSetOrEmpty" => given.Single() is null or "",
        "If" when given.Count == 3 => (bool)Given(given[0]) ? given[1] : given[2],
        "Append" or "MakeCommunication" => string.Concat(given.Select(part => (string)Given(part))),
        "Length" => (decimal)((string)Given(given.Single())).Length,
        "Substring" when given.Count == 3 =>
            ((string)Given(given[0])).Substring((int)(decimal)Given(given[1]), (int)(decimal)Given(given[2])),
        "ToInt" => decimal.Truncate((decimal)Given(given.Single())),
        "ToString" => string.Create(CultureInfo.InvariantCulture, $"{Given(given.Single())}"),
        "ToAudioTTS" => (string)Given(given.Single()),
        // What it makes of nothing is not known.
        "ToPhoneNumber" => given.Single() is string { Length: > 0 } number ? number : Given(null),
        "ToAudioBlank" => "",
        _ => throw new FormatException($"No function {function} of so much."),
    };

    private static object Given(object? value) => value ?? throw new FormatException("Something has no value.");

    private bool Take(string token)
    {
        if (next == tokens.Count || tokens[next] != token) return false;
        next++;
        return true;
    }

    private void Expect(string token)
    {
        if (!Take(token)) throw new FormatException($"{token} is missing.");
    }

    [GeneratedRegex(
        @"\G\s*(?<token>""[^""]*""|==|!=|[>/(),]|\.e164|\.isTel|[A-Za-z]\w*(\.\w+)*|[0-9]+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Token { get; }
}
