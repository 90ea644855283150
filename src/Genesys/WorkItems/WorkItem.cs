using System.Text.Json;
using System.Text.Json.Serialization;

namespace CryptoPay.Genesys.WorkItems;

/// <summary>What we read of a work item.</summary>
internal sealed record WorkItem(
    Reference? Type, Reference? Status, string? StatusCategory, string? AssignmentState,
    Dictionary<string, JsonElement>? CustomFields)
{
    public string StatusId => Status?.Id ?? "";

    public string TypeId => Type?.Id ?? "";

    public bool IsClosed => StatusCategory == WorkStatus.Closed;

    public bool IsTerminated => AssignmentState == "Terminated";

    public bool Shows(IReadOnlyDictionary<string, string> fields) => fields.All(field =>
        CustomFields is not null && CustomFields.TryGetValue(field.Key, out var value)
            ? value.ValueKind == JsonValueKind.String && value.ValueEquals(field.Value)
            : field.Value == "");
}

internal sealed record Reference(string? Id);

/// <summary>One status of a work type.</summary>
internal sealed record WorkStatus(string? Id, string? Name, string? Category, Reference?[]? DestinationStatuses)
{
    public const string Closed = "Closed";
}

internal sealed record WorkStatuses(WorkStatus?[]? Entities);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WorkItem))]
[JsonSerializable(typeof(WorkStatuses))]
internal sealed partial class WorkItemShapes : JsonSerializerContext;
