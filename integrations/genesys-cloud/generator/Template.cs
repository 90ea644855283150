namespace CryptoPay.GenesysKit;

/// <summary>
/// Parts of the Velocity templates that Genesys Cloud fills in. It escapes nothing by itself, and prints a reference
/// that has no value as it stands, so each input goes through one of these.
/// </summary>
internal static class Template
{
    // Genesys' help also calls it jsonEncode. With another name here an input would be sent empty, as of "$!".
    private const string JsonMacro = "$!esc.jsonString";
    private const string UriMacro = "$!esc.uriEncode";

    /// <summary>A JSON object with a string for each input, under its name.</summary>
    /// <param name="nested">More keys, with the JSON of their values.</param>
    public static string JsonObject(IEnumerable<Input> inputs, params (string Name, string Json)[] nested) =>
        JsonObject([.. inputs.Select(input => (input.Name, JsonText(input.Name))), .. nested]);

    public static string JsonObject(IEnumerable<(string Name, string Json)> members) =>
        $"{{{string.Join(", ", members.Select(member => $"\"{member.Name}\": {member.Json}"))}}}";

    /// <summary>A part of a path or a form, empty without a value.</summary>
    /// <param name="reference">Such as <c>input.orderId</c>.</param>
    public static string UriText(string reference) => $"{UriMacro}({Quiet(reference)})";

    /// <summary>One of ours, or "*", whatever is asked for: a header has no escape.</summary>
    public static string Language(string input) =>
        $"#if(\"{Quiet($"input.{input}")}\" == \"es\")es"
        + $"#elseif(\"{Quiet($"input.{input}")}\" == \"en\")en#{{else}}*#end";

    /// <summary>A JSON string, "" without a value.</summary>
    private static string JsonText(string input) => $"\"{JsonMacro}({Quiet($"input.{input}")})\"";

    private static string Quiet(string reference) => $"$!{{{reference}}}";
}
