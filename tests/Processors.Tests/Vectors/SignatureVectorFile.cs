using System.Text;
using System.Text.Json;

namespace CryptoPay.Processors.Tests.Vectors;

/// <summary>
/// A file of vectors. Ours is always there. The published ones, of the processors' own software, are not ours to pass
/// on: they are checked too where they lie beside this repository.
/// </summary>
internal sealed record SignatureVectorFile(string Name, IReadOnlyList<SignatureVector> Vectors)
{
    public static readonly SignatureVectorFile Own =
        Read(Path.Combine(AppContext.BaseDirectory, "Vectors", "own-signature-vectors.json"));

    public static readonly IReadOnlyList<SignatureVectorFile> All = [Own, .. Published().Select(Read)];

    public SignatureVector this[string name] => Vectors.Single(vector => vector.Name == name);

    private static string[] Published()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder?.GetFiles("CryptoPay.sln") is []) folder = folder.Parent;
        var beside = Path.Combine(folder?.Parent?.FullName ?? "", "shared", "fixtures", "vectors");
        return Directory.Exists(beside) ? Directory.GetFiles(beside, "*.json") : [];
    }

    private static SignatureVectorFile Read(string path)
    {
        var vectors = JsonElement.Parse(File.ReadAllBytes(path)).GetProperty("vectors").EnumerateArray();
        return new SignatureVectorFile(Path.GetFileName(path), [.. vectors.Select(Read)]);
    }

    private static SignatureVector Read(JsonElement vector)
    {
        var (header, signature) = (Text("header"), Text("signature"));
        var headers = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase) { [header] = [signature] };
        foreach (var name in new[] { "X-Timestamp", "webhook-timestamp", "webhook-id" })
        {
            var member = name.ToLowerInvariant().Replace('-', '_');
            if (vector.TryGetProperty(member, out _)) headers[name] = [Text(member)];
        }

        if (vector.TryGetProperty("headers", out var others))
        {
            // The signature names those that it covers.
            foreach (var other in others.EnumerateObject().Where(other => signature.Contains(other.Name)))
                headers[other.Name] = [other.Value.GetString()!];
        }

        return new SignatureVector(
            Text("name"), Text("scheme").Split(':', ' ')[0], Text("secret"), header, headers,
            Encoding.UTF8.GetBytes(Text("body")),
            vector.TryGetProperty("now", out var now) ? now.GetInt64() : 0,
            IsGenuine: Text("expect") is "valid");

        string Text(string name) => vector.GetProperty(name).ToString();
    }
}
