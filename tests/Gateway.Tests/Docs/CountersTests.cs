using System.Text.RegularExpressions;

namespace CryptoPay.Gateway.Tests.Docs;

/// <summary>Holds the table of counters in docs/operations.md against the source.</summary>
public partial class CountersTests
{
    [Fact]
    public void Every_counter_has_its_row_and_no_other_row_is_there()
    {
        var made = Product.Sources.SelectMany(file => Made.Matches(File.ReadAllText(file)))
            .Select(counter => counter.Groups["name"].Value);
        var told = Pages.Rows("operations.md").SelectMany(cells => Told.Matches(cells[0]))
            .Select(counter => counter.Groups["name"].Value);

        Assert.Equal(made.Order(), told.Order());
    }

    [GeneratedRegex(@"CreateCounter<\w+>\(\s*""(?<name>[^""]+)""")]
    private static partial Regex Made { get; }

    [GeneratedRegex(@"^`(?<name>cryptopay\.\w+)`")]
    private static partial Regex Told { get; }
}
