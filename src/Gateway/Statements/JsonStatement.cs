using System.IO.Pipelines;
using System.Text.Json;
using CryptoPay.Payments.Statements;

namespace CryptoPay.Gateway.Statements;

/// <summary>As <see cref="Statement"/>, whose names it has.</summary>
internal sealed class JsonStatement(PipeWriter body, TimeZoneInfo zone) : StatementForm(body, zone)
{
    private readonly Utf8JsonWriter json = new(body);

    public override string ContentType => "application/json; charset=utf-8";

    public override void Begin(string merchant, StatementMonth month)
    {
        json.WriteStartObject();
        json.WriteString("merchant", merchant);
        json.WriteString("month", month.Name);
        json.WriteString("timeZone", month.Zone.Id);
        json.WriteString("from", month.From.UtcDateTime);
        json.WriteString("to", month.To.UtcDateTime);
        json.WriteStartArray("lines");
    }

    public override void End(StatementSums sums, bool isOver, bool isComplete)
    {
        json.WriteEndArray();
        json.WriteStartArray("sums");
        foreach (var sum in sums.All)
            JsonSerializer.Serialize(json, StatementTotal.Of(sum), JsonSerializerOptions.Web);
        json.WriteEndArray();
        json.WriteBoolean("isComplete", isComplete);
        json.WriteEndObject();
    }

    public override void Flush() => json.Flush();

    public override void Dispose()
    {
        json.Dispose();
        base.Dispose();
    }

    protected override void Write(StatementLine? line, StatementEntry entry) =>
        JsonSerializer.Serialize(json, entry, JsonSerializerOptions.Web);
}
