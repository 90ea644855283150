using System.Text.Json;

namespace CryptoPay.Processors.Tests;

/// <summary>
/// Signatures that others computed: the JSON file that <c>CRYPTOPAY_WEBHOOK_VECTORS</c> names. They are not ours to keep
/// here; what we computed ourselves stands in the tests.
/// </summary>
internal static class SharedVectors
{
    public static IReadOnlyList<JsonElement> Of(string header)
    {
        var path = Environment.GetEnvironmentVariable("CRYPTOPAY_WEBHOOK_VECTORS");
        Assert.SkipUnless(File.Exists(path), "CRYPTOPAY_WEBHOOK_VECTORS names no file.");
        return [.. JsonElement.Parse(File.ReadAllBytes(path!)).GetProperty("vectors").EnumerateArray()
            .Where(vector => vector.GetProperty("header").GetString() == header)];
    }
}
