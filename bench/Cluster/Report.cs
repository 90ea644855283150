using System.Globalization;
using System.Text;

namespace CryptoPay.Cluster;

/// <summary>What came of all runs, as Markdown: every figure, and the settings that all were measured with.</summary>
internal static class Report
{
    /// <summary>Of the machine and the servers, as the first rig saw them.</summary>
    public static string Facts { get; set; } = "";

    public static string Of(IEnumerable<Run> runs)
    {
        var text = new StringBuilder();
        text.AppendLine("| Case | Settings | Measured | |");
        text.AppendLine("|---|---|---|---|");
        foreach (var run in runs)
        {
            foreach (var (name, value) in run.Figures)
                text.AppendLine(CultureInfo.InvariantCulture, $"| {run.Case.Name} | {run.Variant} | {name} | {value} |");
            foreach (var wrong in run.Wrongs)
                text.AppendLine(CultureInfo.InvariantCulture, $"| {run.Case.Name} | {run.Variant} | **wrong** | {wrong} |");
        }

        var first = runs.First().Options;
        text.AppendLine(CultureInfo.InvariantCulture, $"""

            {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, one run each{(first.IsSmall ? ", small" : "")}: {Environment.ProcessorCount} cores, .NET {Environment.Version}, {Facts}; {first.Rate} calls/s, {first.ProbeCount} probes.
            """);
        return text.ToString();
    }
}
