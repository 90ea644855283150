using System.Text.Json;
using CryptoPay.Gateway.Tests.Docs;

namespace CryptoPay.GenesysKit.Tests.Terraform;

/// <summary>
/// What resources may say: the attributes that the provider mypurecloud/genesyscloud documents in its version 1.84,
/// those that may be set and are not deprecated. A block within a resource is under its path.
/// </summary>
internal static class ProviderAttributes
{
    // Terraform's own.
    private static readonly string[] Meta = ["count", "depends_on", "for_each", "lifecycle"];

    private static readonly Dictionary<string, Dictionary<string, Attributes>> Documented =
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, Attributes>>>(
            File.ReadAllText(Path.Combine(
                Pages.Root, "tests", "GenesysKit.Tests", "Terraform", "provider-attributes.json")),
            JsonSerializerOptions.Web)!;

    /// <summary>What the provider would not take of it, in words.</summary>
    public static IEnumerable<string> Faults(string type, string name, JsonElement body) =>
        Documented.TryGetValue(type, out var blocks)
            ? Faults(blocks, "", body).Select(fault => $"{type}.{name}: {fault}")
            : [$"{type} is not documented"];

    private static IEnumerable<string> Faults(Dictionary<string, Attributes> blocks, string path, JsonElement body)
    {
        var given = body.EnumerateObject().Where(one => path != "" || !Meta.Contains(one.Name))
            .SelectMany(one => one.Name == "dynamic"
                ? one.Value.EnumerateObject().Select(
                    block => (block.Name, Value: block.Value[0].GetProperty("content")))
                : [(one.Name, one.Value)])
            .ToList();
        var known = blocks[path];
        foreach (var missing in known.Required.Except(given.Select(one => one.Name)))
            yield return $"{path} lacks {missing}";
        foreach (var (name, value) in given)
        {
            if (!known.Required.Contains(name) && !known.Optional.Contains(name)) yield return $"{path} has {name}";
            var inner = path == "" ? name : $"{path}.{name}";
            if (!blocks.ContainsKey(inner)) continue;
            foreach (var fault in value.EnumerateArray().SelectMany(block => Faults(blocks, inner, block)))
                yield return fault;
        }
    }

    private sealed record Attributes(string[] Required, string[] Optional);
}
