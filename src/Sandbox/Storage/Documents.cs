using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CryptoPay.Sandbox.Storage;

/// <summary>What is stored of a dialect's invoice, whatever the dialect.</summary>
internal abstract record Document
{
    public required string Id { get; init; }

    /// <summary>The caller's, which lists look it up by; "" for none.</summary>
    public required string OrderId { get; init; }

    /// <summary>When time alone next changes it; null for never.</summary>
    [JsonIgnore]
    public virtual DateTimeOffset? DueAt => null;
}

/// <summary>Documents of one kind. Each read and each change first lets the time pass that has passed.</summary>
/// <param name="watch">What follows from the time alone. A second time it changes nothing.</param>
/// <param name="tell">Sends the webhook of one event.</param>
internal abstract class Documents<T, TEvent>(
    string kind, SandboxDatabase database, TimeProvider time,
    Func<T, DateTimeOffset, Outcome<T, TEvent>> watch, Action<T, TEvent> tell) where T : Document
{
    /// <summary>Who reads in order to write holds it meanwhile.</summary>
    protected Lock Turn => database.Turn;

    protected int Count => database.Count(kind);

    /// <summary>Null if unknown.</summary>
    public T? Read(string id) => Change(id, (document, _) => document);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<T> OfOrder(string orderId) => Watched(() => database.OfOrder(kind, orderId));

    /// <summary>Newest first.</summary>
    public IReadOnlyList<T> Newest(int count = int.MaxValue) => Watched(() => database.Newest(kind, count));

    /// <summary>Does what is due by time alone.</summary>
    public void Watch()
    {
        foreach (var id in database.Due(kind, time.GetUtcNow())) Read(id);
    }

    protected void Add(T document, params ImmutableArray<TEvent> events)
    {
        lock (Turn)
        {
            Save(new Outcome<T, TEvent>(document, events));
        }
    }

    /// <summary>Null if unknown.</summary>
    protected T? Change(string id, Func<T, DateTimeOffset, Outcome<T, TEvent>> rule) => TryChange(id, rule)?.After;

    /// <param name="rule">Null for what cannot be done.</param>
    /// <returns>The document, and whether the rule was kept; null if unknown.</returns>
    protected (T After, bool IsDone)? TryChange(string id, Func<T, DateTimeOffset, Outcome<T, TEvent>?> rule)
    {
        lock (Turn)
        {
            if (database.Find(kind, id) is not { } text) return null;
            var now = time.GetUtcNow();
            var stored = Load(text);
            Outcome<T, TEvent>? changed = null;
            var after = watch(stored, now).Then((document, at) => changed = rule(document, at), now).Then(watch, now);
            if (after.Document != stored) Save(after);
            return (after.Document, changed is not null);
        }
    }

    private List<T> Watched(Func<IReadOnlyList<string>> read)
    {
        lock (Turn)
        {
            Watch();
            return [.. read().Select(Load)];
        }
    }

    private void Save(Outcome<T, TEvent> outcome)
    {
        var document = outcome.Document;
        database.Save(new StoredInvoice(kind, document.Id, document.OrderId,
            document.DueAt?.ToUnixTimeMilliseconds(), JsonSerializer.Serialize(document)));
        foreach (var happened in outcome.Events) tell(document, happened);
    }

    private static T Load(string text) => JsonSerializer.Deserialize<T>(text)!;
}
