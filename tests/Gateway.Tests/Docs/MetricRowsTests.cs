using System.Text.RegularExpressions;

namespace CryptoPay.Gateway.Tests.Docs;

/// <summary>Holds the table of metrics in docs/operations.md against the source.</summary>
public partial class MetricRowsTests
{
    [Fact]
    public void Every_metric_has_its_row_and_no_other_row_is_there()
    {
        var made = Product.Sources.SelectMany(file => Made.Matches(File.ReadAllText(file)))
            .Select(metric => metric.Groups["name"].Value);
        var told = Pages.Rows("operations.md").SelectMany(cells => Told.Matches(cells[0]))
            .Select(metric => metric.Groups["name"].Value);

        Assert.Equal(made.Order(), told.Order());
    }

    [GeneratedRegex(@"\.Create[A-Z]\w+(<\w+>)?\(\s*""(?<name>cryptopay\.[^""]+)""")]
    private static partial Regex Made { get; }

    [GeneratedRegex(@"^`(?<name>cryptopay\.[\w.]+)`")]
    private static partial Regex Told { get; }
}
