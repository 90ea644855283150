using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoPay.Gateway.Tests.Docs;
using CryptoPay.Node;

namespace CryptoPay.GenesysKit.Tests.Terraform;

/// <summary>
/// The Terraform module as a parser of HCL that is not ours reads it. Expressions are not evaluated: they stand as
/// <c>${…}</c>.
/// </summary>
internal sealed partial class Module
{
    public static readonly string Folder = Path.Combine(Kit.Folder, "terraform");

    private static readonly Lazy<Task<Module>> Parsed = new(async () => new Module(await Parse()));

    private readonly JsonElement files;

    private Module(JsonElement files) => this.files = files;

    /// <summary>Skips the test where Node is missing.</summary>
    /// <exception cref="InvalidOperationException">A file is no HCL; the message says where.</exception>
    public static Task<Module> Read()
    {
        Assert.SkipUnless(NodeFolder.IsInstalled, NodeFolder.Missing);
        return Parsed.Value;
    }

    /// <summary>All files as they stand, by name.</summary>
    public static Dictionary<string, string> Texts { get; } = Directory.GetFiles(Folder, "*.tf")
        .ToDictionary(path => Path.GetFileName(path), File.ReadAllText);

    /// <summary>A data source's type begins with <c>data.</c>.</summary>
    public IEnumerable<(string Type, string Name, JsonElement Body)> Resources =>
        from kind in (string[])["resource", "data"]
        from types in Blocks(kind)
        from type in types.EnumerateObject()
        from resource in type.Value.EnumerateObject()
        select (kind == "data" ? $"data.{type.Name}" : type.Name, resource.Name, resource.Value[0]);

    public Dictionary<string, JsonElement> Variables => Named("variable");

    public Dictionary<string, JsonElement> Outputs => Named("output");

    public Dictionary<string, JsonElement> Locals => Blocks("locals").SelectMany(blocks => blocks.EnumerateArray())
        .SelectMany(block => block.EnumerateObject()).ToDictionary(local => local.Name, local => local.Value);

    /// <summary>What an administrator copies and fills in.</summary>
    public Dictionary<string, JsonElement> Example => Attributes("example");

    /// <summary>The same with what it shows commented out.</summary>
    public Dictionary<string, JsonElement> WholeExample => Attributes("all");

    public JsonElement Resource(string type) => Resources.Single(resource => resource.Type == type).Body;

    /// <summary>The words that a variable's validation lists.</summary>
    public List<string> Allowed(string variable) => Word
        .Matches(Variables[variable].GetProperty("validation")[0].GetProperty("condition").GetString()!)
        .Select(match => match.Groups[1].Value).ToList();

    private Dictionary<string, JsonElement> Attributes(string file) =>
        files.GetProperty(file).EnumerateObject().ToDictionary(one => one.Name, one => one.Value);

    private Dictionary<string, JsonElement> Named(string kind) => Blocks(kind).SelectMany(all => all.EnumerateObject())
        .ToDictionary(one => one.Name, one => one.Value[0]);

    private IEnumerable<JsonElement> Blocks(string kind) =>
        from file in files.EnumerateObject()
        where file.Name.EndsWith(".tf", StringComparison.Ordinal) && file.Value.TryGetProperty(kind, out _)
        select file.Value.GetProperty(kind);

    private static async Task<JsonElement> Parse()
    {
        using var node = await NodeFolder.Install(
            Path.Combine(Pages.Root, "tests", "GenesysKit.Tests", "Terraform", "Hcl2Json"));
        return JsonElement.Parse(await node.Run("node", ["parse.cjs", Folder]));
    }

    [GeneratedRegex(@"""([a-z0-9.-]+)""")]
    private static partial Regex Word { get; }
}
