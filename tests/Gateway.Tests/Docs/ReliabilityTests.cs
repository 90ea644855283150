using System.Text.RegularExpressions;

namespace CryptoPay.Gateway.Tests.Docs;

/// <summary>Holds docs/reliability.md against the tests that it names.</summary>
public partial class ReliabilityTests
{
    [Fact]
    public void Every_test_that_the_page_names_is_there()
    {
        var declared = Directory.EnumerateFiles(Path.Combine(Pages.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Declared.Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value)
            .ToHashSet();

        Assert.Equal([], Named(Pages.Text("reliability.md")).Where(name => !declared.Contains(name)));
    }

    [Fact]
    public void Every_fault_has_its_number_and_a_test()
    {
        var faults = Pages.Rows("reliability.md").Where(cells => int.TryParse(cells[0], out _)).ToList();

        Assert.Equal(Enumerable.Range(1, faults.Count).Select(n => $"{n}"), faults.Select(cells => cells[0]));
        Assert.All(faults, cells => Assert.NotEmpty(Named(cells[^1])));
    }

    private static IEnumerable<string> Named(string text) =>
        Quoted.Matches(text).Select(match => match.Groups["name"].Value);

    // A test's name is a sentence; settings, words of the API and files are not.
    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+){2,})`")]
    private static partial Regex Quoted { get; }

    [GeneratedRegex(@"public (?:async )?(?:Task|void) (?<name>\w+)\(")]
    private static partial Regex Declared { get; }
}
