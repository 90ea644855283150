using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CryptoPay.Sandbox.Storage;

/// <summary>A document after a rule, and the events that are told of it, in order.</summary>
internal sealed record Outcome<T, TEvent>(T Document, ImmutableArray<TEvent> Events) where T : class
{
    [return: NotNullIfNotNull(nameof(untold))]
    public static implicit operator Outcome<T, TEvent>?(T? untold) => untold is null ? null : new(untold, []);

    /// <summary>After a further rule; null from it changes nothing.</summary>
    public Outcome<T, TEvent> Then(Func<T, DateTimeOffset, Outcome<T, TEvent>?> rule, DateTimeOffset now) =>
        rule(Document, now) is { } next ? next with { Events = [.. Events, .. next.Events] } : this;
}
