using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Genesys.Wire;

namespace CryptoPay.Sandbox.Genesys.Tenant;

/// <summary>What may become of a work item. A rule changes the state, or says why not.</summary>
internal static class WorkItemRules
{
    private static readonly string[] Plain =
        ["name", "description", "priority", "dateDue", "dateExpires", "durationSeconds", "ttl", "externalTag"];

    /// <param name="asked">A WorkitemCreate that keeps the contract.</param>
    public static GenesysError? Begin(JsonObject item, JsonObject asked)
    {
        if ((string)asked["typeId"]! != SandboxWorktype.Id)
            return GenesysError.BadRequest($"typeId must be {SandboxWorktype.Id}, the sandbox's one work type.");
        var rest = asked.DeepClone().AsObject();
        rest.Remove("typeId");
        return Patch(item, rest);
    }

    /// <param name="update">A WorkitemUpdate that keeps the contract.</param>
    public static GenesysError? Patch(JsonObject item, JsonObject update)
    {
        if (IsTerminated(item)) return Terminated;
        foreach (var (field, value) in update)
        {
            var refusal = field switch
            {
                "statusId" => Move(item, (string)value!),
                "customFields" => Write(item["customFields"]!.AsObject(), value!.AsObject()),
                _ when Plain.Contains(field) => Set(item, field, value),
                _ => GenesysError.BadRequest($"The sandbox does not play the field {field}."),
            };
            if (refusal is not null) return refusal;
        }
        return null;
    }

    /// <param name="asked">A WorkitemTerminate that keeps the contract.</param>
    public static GenesysError? Terminate(JsonObject item, JsonObject asked)
    {
        if (IsTerminated(item)) return Terminated;
        if (asked["statusId"] is { } statusId)
        {
            if (SandboxWorktype.WithId((string)statusId!) is { Category: not "Closed" } open)
                return GenesysError.BadRequest($"The status {open.Name} is not of the category Closed.");
            if (Move(item, (string)statusId!) is { } refusal) return refusal;
        }
        item["isTerminated"] = true;
        return null;
    }

    private static GenesysError Terminated => GenesysError.Conflict("The workitem is terminated.");

    private static bool IsTerminated(JsonObject item) => (bool)item["isTerminated"]!;

    private static GenesysError? Move(JsonObject item, string statusId)
    {
        var from = SandboxWorktype.Named((string)item["status"]!)!;
        if (SandboxWorktype.WithId(statusId) is not { } to)
            return GenesysError.BadRequest($"statusId {statusId} is no status of the worktype.");
        if (to != from && !from.Destinations.Contains(to.Word))
            return GenesysError.Conflict($"The status {to.Name} is not reachable from {from.Name}.");
        item["status"] = to.Name;
        return null;
    }

    /// <summary>By key, and an empty object takes all away, as the real one's page has it.</summary>
    private static GenesysError? Write(JsonObject fields, JsonObject update)
    {
        if (update.Count == 0) fields.Clear();
        foreach (var (key, value) in update)
        {
            if (CustomFields.Mistake(key, value) is { } mistake) return GenesysError.BadRequest(mistake);
            if (value is null) fields.Remove(key);
            else fields[key] = value.DeepClone();
        }
        return null;
    }

    private static GenesysError? Set(JsonObject item, string field, JsonNode? value)
    {
        item[field] = value?.DeepClone();
        return null;
    }
}
