using System.Collections.Immutable;
using CryptoPay.Genesys.Attributes;
using CryptoPay.Genesys.ClaimLinks;
using CryptoPay.Genesys.Comments;
using CryptoPay.Genesys.Messages;
using CryptoPay.Genesys.Rows;
using CryptoPay.Genesys.Sinks;
using CryptoPay.Genesys.Summaries;
using CryptoPay.Genesys.Workflows;
using CryptoPay.Genesys.WorkItems;

namespace CryptoPay.Genesys;

/// <summary>All kinds of sinks. A new one is a folder, and a line here.</summary>
internal static class GenesysSinks
{
    public static readonly ImmutableArray<SinkDefinition> All =
    [
        WorkItemSink.Definition,
        AttributesSink.Definition,
        RowSink.Definition,
        SummarySink.Definition,
        CommentSink.Definition,
        MessageSink.Definition,
        ClaimLinkSink.Definition,
        WorkflowSink.Definition,
    ];

    /// <summary>What a merchant has that names none.</summary>
    public const string Default = "workitem";
}
