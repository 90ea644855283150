using System.Text.RegularExpressions;
using System.Xml.Linq;
using CryptoPay.Gateway.Tests.Docs;

namespace CryptoPay.Gateway.Tests.House;

/// <summary>The plan of the house, read from the project files and the source.</summary>
public partial class HouseTests
{
    private const int LinesMax = 300;

    /// <summary>Each project and what it may reference: only what stands below it.</summary>
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Http"] = [],
        ["Payments"] = [],
        ["WebPages"] = [],
        ["Sandbox"] = ["WebPages"],
        ["Grains.Interfaces"] = ["Payments"],
        ["Notifications"] = ["Http", "Payments"],
        ["Processors"] = ["Http", "Payments"],
        ["Genesys"] = ["Http", "Payments"],
        ["Grains"] = ["Grains.Interfaces", "Payments"],
        ["Hosting"] = ["Grains.Interfaces", "Payments", "Processors"],
        ["Silo"] = ["Genesys", "Grains", "Grains.Interfaces", "Hosting", "Notifications", "Payments", "Processors"],
        ["Gateway"] =
        [
            "Genesys", "Grains.Interfaces", "Hosting", "Notifications", "Payments", "Processors", "Sandbox", "Silo",
            "WebPages",
        ],
    };

    public static TheoryData<string> Projects => [.. Below.Keys];

    private static readonly string Source = Path.Combine(Pages.Root, "src");

    [Fact]
    public void Every_project_has_its_place()
    {
        var projects = Directory.GetDirectories(Source)
            .Where(folder => Directory.GetFiles(folder, "*.csproj").Length > 0)
            .Select(folder => Path.GetFileName(folder));

        Assert.Equal(Below.Keys.Order(), projects.Order());
    }

    [Fact]
    public void References_point_down_only()
    {
        foreach (var (project, below) in Below)
        {
            var references = Included(project, "ProjectReference")
                .Select(path => Path.GetFileNameWithoutExtension(path));

            Assert.Equal([], references.Except(below).Select(upward => $"{project} references {upward}"));
        }
    }

    [Fact]
    public void The_core_knows_serialization_what_is_classified_and_nothing_else()
    {
        Assert.Equal(
            [
                "Microsoft.Extensions.Compliance.Abstractions", "Microsoft.Orleans.CodeGenerator",
                "Microsoft.Orleans.Serialization",
            ],
            Included("Payments", "PackageReference").Order());
        Assert.Empty(Included("Payments", "FrameworkReference"));
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        foreach (var file in SourceFiles().Where(file => Path.GetFileName(file) != "Program.cs"))
        {
            var folder = Path.GetDirectoryName(Path.GetRelativePath(Source, file))!;
            var expected = $"CryptoPay.{folder.Replace(Path.DirectorySeparatorChar, '.')}";

            Assert.Equal((file, expected), (file, Namespace.Match(File.ReadAllText(file)).Groups[1].Value));
        }
    }

    [Fact]
    public void No_file_is_longer_than_a_reader_can_hold() => Assert.Equal(
        [], SourceFiles().Where(file => File.ReadLines(file).Count() > LinesMax));

    private static IEnumerable<string> Included(string project, string kind) =>
        XDocument.Load(Path.Combine(Source, project, $"{project}.csproj"))
            .Descendants(kind).Select(reference => (string)reference.Attribute("Include")!);

    private static IEnumerable<string> SourceFiles()
    {
        var files = Below.Keys
            .SelectMany(
                project => Directory.GetFiles(Path.Combine(Source, project), "*.cs", SearchOption.AllDirectories))
            .Where(file => !Path.GetRelativePath(Source, file).Split(Path.DirectorySeparatorChar)
                .Any(part => part is "bin" or "obj"))
            .ToList();
        Assert.NotEmpty(files);
        return files;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace { get; }
}
