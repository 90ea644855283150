using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CryptoPay.Sandbox.Storage;

/// <summary>What a dialect's invoice has, whatever the dialect.</summary>
internal abstract record Document
{
    public required string Id { get; init; }

    /// <summary>From the metadata; "" for none.</summary>
    public required string OrderId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When time alone next changes it; null for never.</summary>
    [JsonIgnore]
    public abstract DateTimeOffset? DueAt { get; }
}

/// <summary>An invoice after a rule, and the events that are told of it, in order.</summary>
internal sealed record Outcome<T>(T Document, ImmutableArray<string> Events)
{
    public static implicit operator Outcome<T>(T unchanged) => new(unchanged, []);
}

/// <summary>One dialect's invoices. Each read and each change first lets the time pass that has passed.</summary>
/// <param name="tell">Sends the webhook of one event.</param>
internal sealed class Documents<T>(
    string dialect, SandboxDatabase database, TimeProvider time,
    Func<T, DateTimeOffset, Outcome<T>> watch, Action<T, string> tell) where T : Document
{
    public void Add(T document, params ImmutableArray<string> events)
    {
        lock (database.Turn)
        {
            Save(new Outcome<T>(document, events));
        }
    }

    public T? Find(string id) => Change(id, (document, _) => document);

    /// <summary>Null if unknown.</summary>
    public T? Change(string id, Func<T, DateTimeOffset, Outcome<T>> rule)
    {
        lock (database.Turn)
        {
            if (database.Find(dialect, id) is not { } text)
            {
                return null;
            }
            var now = time.GetUtcNow();
            var stored = Load(text);
            var watched = watch(stored, now);
            var changed = rule(watched.Document, now);
            var after = watch(changed.Document, now);
            if (after.Document != stored)
            {
                Save(new Outcome<T>(after.Document, [.. watched.Events, .. changed.Events, .. after.Events]));
            }
            return after.Document;
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<T> OfOrder(string orderId) => Watched(() => database.OfOrder(dialect, orderId));

    /// <summary>Newest first.</summary>
    public IReadOnlyList<T> Newest(int count) => Watched(() => database.Newest(dialect, count));

    public void Watch()
    {
        foreach (var id in database.Due(dialect, time.GetUtcNow()))
        {
            Find(id);
        }
    }

    private List<T> Watched(Func<IReadOnlyList<string>> read)
    {
        lock (database.Turn)
        {
            Watch();
            return [.. read().Select(Load)];
        }
    }

    private void Save(Outcome<T> outcome)
    {
        var document = outcome.Document;
        database.Save(new StoredInvoice(dialect, document.Id, document.OrderId,
            document.DueAt?.ToUnixTimeMilliseconds(), JsonSerializer.Serialize(document)));
        foreach (var happened in outcome.Events)
        {
            tell(document, happened);
        }
    }

    private static T Load(string text) => JsonSerializer.Deserialize<T>(text)!;
}
