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

    /// <summary>
    /// A segment of a path. Without a value it is "~", which names no order: an empty segment would name all of them.
    /// </summary>
    public static string PathSegment(string input) =>
        $"#if(\"{Quiet(input)}\" == \"\")~#{{else}}{UriMacro}({Quiet(input)})#{{end}}";

    /// <summary>Never more than one of ours, whatever the input holds: a header has no escape.</summary>
    public static string Language(string input) =>
        $"#if(\"{Quiet(input)}\" == \"es\")es#elseif(\"{Quiet(input)}\" == \"en\")en#{{else}}*#{{end}}";

    /// <summary>A JSON string, "" without a value.</summary>
    private static string JsonText(string input) => $"\"{JsonMacro}({Quiet(input)})\"";

    private static string Quiet(string input) => $"$!{{input.{input}}}";
}
