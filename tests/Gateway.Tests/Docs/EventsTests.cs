using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Gateway.Tests.Docs;

/// <summary>Holds the two tables of events in docs/operations.md, of alerts and of others, against the code.</summary>
public partial class EventsTests
{
    private static readonly IReadOnlyList<LoggerMessageAttribute> Events =
    [
        .. from product in Product.Assemblies
           from type in product.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public
               | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let said = method.GetCustomAttribute<LoggerMessageAttribute>()
           where said is not null
           select said,
    ];

    /// <summary>Event, what it means, what to do: all are at the level Error.</summary>
    private static readonly IReadOnlyList<string[]> Alerts = [.. Rows().Where(cells => cells.Length == 3)];

    /// <summary>Event, level, what it means, what to do.</summary>
    private static readonly IReadOnlyList<string[]> Others = [.. Rows().Where(cells => cells.Length == 4)];

    [Fact]
    public void Every_event_has_its_row_with_its_level_and_no_other_row_is_there() => Assert.Equal(
        Events.OrderBy(said => said.EventId).Select(said => $"{said.EventId} {said.Level}"),
        Alerts.Select(cells => $"{cells[0]} {LogLevel.Error}")
            .Concat(Others.Select(cells => $"{cells[0]} {cells[1]}")).Order());

    [Fact]
    public void A_person_is_called_for_what_is_an_error_and_for_nothing_else() => Assert.Equal(
        Events.Where(said => said.Level == LogLevel.Error).Select(said => $"{said.EventId}").Order(),
        Alerts.Select(cells => cells[0]));

    [Fact]
    public void Every_row_says_what_it_means_and_what_to_do() =>
        Assert.All(Rows().SelectMany(cells => cells[^2..]), Assert.NotEmpty);

    // An event in another way would not be among those that the attribute tells of.
    [Fact]
    public void No_line_is_written_in_another_way_than_by_a_numbered_message() => Assert.Equal([],
        from file in Product.Sources
        where ByHand.IsMatch(File.ReadAllText(file))
        select Path.GetRelativePath(Pages.Root, file));

    private static IEnumerable<string[]> Rows() =>
        Pages.Rows("operations.md").Where(cells => int.TryParse(cells[0], out _));

    [GeneratedRegex(@"new EventId\(|EventId \w+ = new|\.Log(?:Trace|Debug|Information|Warning|Error|Critical)\(")]
    private static partial Regex ByHand { get; }
}
