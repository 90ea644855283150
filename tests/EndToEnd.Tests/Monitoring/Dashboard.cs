using System.Text.Json;

namespace CryptoPay.EndToEnd.Tests.Monitoring;

/// <summary>The panels of deploy/monitoring/dashboard.json, as Grafana reads them.</summary>
internal static class Dashboard
{
    /// <summary>The row whose panels need PostgreSQL.</summary>
    public const string PostgresRow = "PostgreSQL (empty with SQLite)";

    private static readonly JsonElement Root =
        JsonElement.Parse(File.ReadAllText(Path.Combine(Prometheus.Ours, "dashboard.json")));

    public static readonly JsonElement[] All = [.. Root.GetProperty("panels").EnumerateArray()];

    /// <summary>Without the rows, which are titles.</summary>
    public static IEnumerable<JsonElement> Panels => All.Where(panel => !IsRow(panel));

    public static string TitleOf(JsonElement panel) => panel.GetProperty("title").GetString()!;

    /// <summary>Each query with its panel's title, as Prometheus takes it.</summary>
    public static (string Panel, string Query)[] Queries(bool ofPostgres)
    {
        var row = "";
        var queries = new List<(string, string)>();
        foreach (var panel in All)
        {
            if (IsRow(panel)) row = TitleOf(panel);
            else if (row == PostgresRow == ofPostgres)
                queries.AddRange(QueriesOf(panel).Select(query => (TitleOf(panel), query)));
        }

        return [.. queries];
    }

    public static IEnumerable<string> QueriesOf(JsonElement panel) =>
        from target in panel.GetProperty("targets").EnumerateArray()
        select target.GetProperty("expr").GetString()!
            .Replace("$__rate_interval", "1m").Replace("$__range", "1h").Replace("$account", ".*");

    private static bool IsRow(JsonElement panel) => panel.GetProperty("type").GetString() == "row";
}
