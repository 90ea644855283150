using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace CryptoPay.Sandbox.Genesys.Tenant;

/// <summary>Anything that the tenant holds: what it is now, and each call that was to change it.</summary>
/// <param name="Kind">One of <see cref="TenantKind"/>.</param>
/// <param name="Parent">The ID of what it belongs to; "" for nothing.</param>
/// <param name="State">Never changed in place: a change makes a new one.</param>
internal sealed record TenantObject(
    string Kind, string Id, string Parent, DateTimeOffset CreatedAt, JsonObject State,
    ImmutableArray<TenantCall> Calls)
{
    public string Text(string field) => (string?)State[field] ?? "";

    /// <summary>Null before anything was changed.</summary>
    public DateTimeOffset? ChangedAt(string field = "") => Calls
        .LastOrDefault(call => call.Changes.Any(change => field == "" || change.Field == field))?.At;
}

/// <param name="Call">Method and path, or what the agent did.</param>
/// <param name="Status">It was answered with; 0 for what the agent did.</param>
/// <param name="Changes">None where it was refused, or said what was so already.</param>
internal sealed record TenantCall(DateTimeOffset At, string Call, int Status, ImmutableArray<TenantChange> Changes);

/// <param name="Before">"" where there was nothing.</param>
/// <param name="After">"" where there is nothing now.</param>
internal sealed record TenantChange(string Field, string Before, string After);

internal static class TenantKind
{
    public const string WorkItem = "workitems";
    public const string Case = "cases";
    public const string Comment = "comments";
    public const string Conversation = "conversations";
    public const string Table = "tables";
    public const string Row = "rows";
    public const string Message = "messages";
    public const string Execution = "executions";

    public static readonly ImmutableArray<string> All =
        [WorkItem, Case, Comment, Conversation, Table, Row, Message, Execution];
}
