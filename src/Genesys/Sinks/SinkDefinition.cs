using System.Collections.Immutable;
using CryptoPay.Genesys.Calls;
using CryptoPay.Genesys.Settings;
using CryptoPay.Payments.Cases;

namespace CryptoPay.Genesys.Sinks;

/// <summary>One kind of place in a tenant that may hear of orders: all that its folder has to say of it.</summary>
internal sealed record SinkDefinition
{
    /// <summary>As in <c>Genesys:{merchant}:Sinks</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the role of the OAuth client must hold.</summary>
    public required ImmutableArray<string> Permissions { get; init; }

    /// <summary>Settings that it does not do without.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>Whether a merchant has it without naming it; null where it must be named.</summary>
    public Func<GenesysOptions, bool>? IsThereUnnamed { get; init; }

    public required Func<Tenant, TimeProvider, ICaseSink> Make { get; init; }

    /// <summary>Asks the tenant whether it would work, without a change; null where nothing can be asked.</summary>
    public CheckSink? Check { get; init; }
}

internal delegate Task<ImmutableArray<Finding>> CheckSink(
    Tenant tenant, CheckedItems items, CancellationToken cancellation);

/// <summary>What a person names of a tenant so that it is looked at; "" for nothing.</summary>
public sealed record CheckedItems(string WorkItemId = "", string WorkTypeId = "", string CaseId = "");
