using System.Text.Json;
using System.Text.Json.Serialization;

namespace CryptoPay.Genesys.Rows;

/// <summary>What we read of a data table.</summary>
internal sealed record DataTable(TableSchema? Schema);

/// <param name="Properties">By column.</param>
internal sealed record TableSchema(Dictionary<string, JsonElement>? Properties);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DataTable))]
internal sealed partial class RowShapes : JsonSerializerContext;
