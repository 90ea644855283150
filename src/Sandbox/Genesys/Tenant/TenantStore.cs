using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Genesys.Wire;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.Genesys.Tenant;

/// <summary>All that the tenant holds, kept in the sandbox's database.</summary>
internal sealed class TenantStore(SandboxDatabase database, TimeProvider time)
{
    /// <summary>Null where it is not there, and where reading alone does not make it.</summary>
    public TenantObject? Find(string kind, string id) =>
        database.Find(Column(kind), id) is { } text ? Load(text) : null;

    /// <summary>What the callers name by an ID of the tenant's is there once its ID is first seen.</summary>
    public TenantObject See(string kind, string id)
    {
        lock (database.Turn)
        {
            return Find(kind, id) ?? Add(kind, id, "", FirstStates.Of(kind, id), []);
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<TenantObject> Newest(string kind, int count) =>
        [.. database.Newest(Column(kind), count).Select(Load)];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<TenantObject> Of(string kind, string parent) =>
        [.. database.OfOrder(Column(kind), parent).Select(Load)];

    /// <summary>Makes it, unless it is there already: then null.</summary>
    public TenantObject? Create(string kind, string id, string parent, JsonObject state, string call, int status)
    {
        lock (database.Turn)
        {
            return Find(kind, id) is null
                ? Add(kind, id, parent, state, [new(Now, call, status, StateChanges.Between([], state))])
                : null;
        }
    }

    /// <summary>
    /// Changes it by a rule, and keeps the call whatever comes of it. It must be there, or be of a kind that is there
    /// once its ID is first seen.
    /// </summary>
    /// <param name="rule">
    /// Changes the state that it is given. What it returns is why it refuses: then nothing changes.
    /// </param>
    public (TenantObject After, GenesysError? Refusal) Change(
        string kind, string id, string call, int status, Func<JsonObject, GenesysError?> rule)
    {
        lock (database.Turn)
        {
            var before = See(kind, id);
            var state = before.State.DeepClone().AsObject();
            var refusal = rule(state);
            var after = before with
            {
                State = refusal is null ? state : before.State,
                Calls = before.Calls.Add(new(Now, call, refusal?.Status ?? status,
                    refusal is null ? StateChanges.Between(before.State, state) : [])),
            };
            Save(after);
            return (after, refusal);
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private TenantObject Add(
        string kind, string id, string parent, JsonObject state, ReadOnlySpan<TenantCall> calls)
    {
        var made = new TenantObject(kind, id, parent, Now, state, [.. calls]);
        Save(made);
        return made;
    }

    private void Save(TenantObject one) => database.Save(
        new StoredInvoice(Column(one.Kind), one.Id, one.Parent, null, JsonSerializer.Serialize(one)));

    private static string Column(string kind) => $"genesys-{kind}";

    private static TenantObject Load(string text) => JsonSerializer.Deserialize<TenantObject>(text)!;
}
