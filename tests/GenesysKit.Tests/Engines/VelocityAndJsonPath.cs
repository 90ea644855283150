using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using CryptoPay.GenesysKit.Tests.Engines;

[assembly: AssemblyFixture(typeof(VelocityAndJsonPath))]

namespace CryptoPay.GenesysKit.Tests.Engines;

/// <summary>
/// The engines that Genesys Cloud runs a data action with, in a Java program that starts when it is asked. A test that
/// asks is skipped where they are not installed.
/// </summary>
public sealed class VelocityAndJsonPath : IDisposable
{
    public const string Missing = "Java, Velocity and JsonPath are not installed "
        + "(Debian: default-jdk-headless, velocity, libjsonpath-java, libgoogle-gson-java)";

    private static readonly string[] Libraries =
    [
        .. new[]
        {
            "velocity", "commons-collections3", "commons-lang", "json-path", "json-smart", "accessors-smart", "asm",
            "slf4j-api", "slf4j-nop", "gson",
        }.Select(Library),
    ];

    private readonly Lazy<Process> engines = new(Start);
    private readonly SemaphoreSlim turn = new(1);

    public static bool IsInstalled { get; } =
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "javac")))
        && Libraries.All(File.Exists);

    public static string Library(string name) => $"/usr/share/java/{name}.jar";

    /// <param name="context">What the template may name. What is null is not there.</param>
    /// <exception cref="InvalidOperationException">The template cannot be read; the message is Velocity's.</exception>
    public async Task<string> Render(string template, JsonObject context) =>
        (string)(await Ask(new() { ["template"] = template, ["context"] = context.DeepClone() }))["text"]!;

    /// <returns>What each path finds, as JSON text; without those that find nothing.</returns>
    public async Task<Dictionary<string, string>> Map(string json, JsonObject paths) =>
        (await Ask(new() { ["json"] = json, ["paths"] = paths.DeepClone() }))["values"]!.AsObject()
            .ToDictionary(value => value.Key, value => (string)value.Value!);

    public void Dispose()
    {
        turn.Dispose();
        if (!engines.IsValueCreated) return;
        engines.Value.Kill();
        engines.Value.Dispose();
    }

    private async Task<JsonObject> Ask(JsonObject question)
    {
        Assert.SkipUnless(IsInstalled, Missing);
        await turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await engines.Value.StandardInput.WriteLineAsync(question.ToJsonString());
            await engines.Value.StandardInput.FlushAsync();
            var line = await engines.Value.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException("The engines have ended. Why stands on standard error.");
            var answer = JsonNode.Parse(line)!.AsObject();
            return answer["error"] is { } error ? throw new InvalidOperationException((string?)error) : answer;
        }
        finally
        {
            turn.Release();
        }
    }

    private static Process Start() => Process.Start(new ProcessStartInfo(
        "java",
        [
            "--class-path", string.Join(Path.PathSeparator, Libraries),
            Path.Combine(AppContext.BaseDirectory, "Engines", "DataActionEngines.java"),
        ])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        StandardOutputEncoding = Encoding.UTF8,
    })!;
}
