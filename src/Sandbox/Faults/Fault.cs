using System.Text.Json.Serialization;

namespace CryptoPay.Sandbox.Faults;

/// <summary>What goes wrong, until it is cleared or used up. The default is no fault.</summary>
internal sealed record Fault
{
    public static readonly Fault None = new();

    /// <summary>
    /// Which calls: all, create, read, search or mark. What is of refunds alone: refund (their create), refund-read
    /// and refund-search; create, read and search mean both.
    /// </summary>
    public string On { get; init; } = "all";

    /// <summary>Only for this order; "" for every order.</summary>
    public string OrderId { get; init; } = "";

    /// <summary>How many calls and webhooks it spoils; 0 for any number.</summary>
    public int Times { get; init; }

    /// <summary>Milliseconds before the work is done. A caller who leaves meanwhile leaves no trace.</summary>
    public int SlowBeforeMs { get; init; }

    /// <summary>
    /// Milliseconds after which the work is done, whether the caller has left or not. With a <see cref="Fail"/> that
    /// stands in place of the work, the caller has that answer at once and the work is done all the same.
    /// </summary>
    public int DoneAfterMs { get; init; }

    /// <summary>Milliseconds between the work and its answer.</summary>
    public int SlowAfterMs { get; init; }

    /// <summary>
    /// none. In place of the work: 500, 400 (the processor's passing fault), 403, 404, html (a page with status 200),
    /// reset-before. After the work: reset-after, nonsense (status 200 without fields that are always there,
    /// BTCPay's paidAmount and paymentMethods among them).
    /// </summary>
    public string Fail { get; init; } = "none";

    /// <summary>The Retry-After of an answer in place of the work; 0 for none.</summary>
    public int RetryAfterSeconds { get; init; }

    /// <summary>For how many milliseconds after its creation an invoice is not found by a search.</summary>
    public int SearchLagMs { get; init; }

    /// <summary>normal, dropped, doubled or out-of-order.</summary>
    public string Webhooks { get; init; } = "normal";

    [JsonIgnore]
    public bool SpoilsCalls => SlowBeforeMs > 0 || DoneAfterMs > 0 || SlowAfterMs > 0 || Fail != "none";

    public bool IsFor(string orderId) => OrderId == "" || OrderId == orderId;

    public bool Covers(string operation) => On == "all" || On == operation || operation switch
    {
        "refund" => On == "create",
        "refund-read" => On == "read",
        "refund-search" => On == "search",
        _ => false,
    };

    /// <summary>The first field that is not allowed and why; null where all are.</summary>
    public (string Field, string Reason)? Mistake() => this switch
    {
        _ when OneOf(On, "all", "create", "read", "search", "mark", "refund", "refund-read", "refund-search")
            is { } reason => ("on", reason),
        _ when OrderId is null => ("orderId", "must be a string"),
        _ when Within(Times, 1_000_000) is { } reason => ("times", reason),
        _ when Within(SlowBeforeMs, 600_000) is { } reason => ("slowBeforeMs", reason),
        _ when Within(DoneAfterMs, 600_000) is { } reason => ("doneAfterMs", reason),
        _ when Within(SlowAfterMs, 600_000) is { } reason => ("slowAfterMs", reason),
        _ when OneOf(Fail, "none", "500", "400", "403", "404", "html", "nonsense", "reset-before", "reset-after")
            is { } reason => ("fail", reason),
        _ when Within(RetryAfterSeconds, 31_536_000) is { } reason => ("retryAfterSeconds", reason),
        _ when Within(SearchLagMs, 600_000) is { } reason => ("searchLagMs", reason),
        _ when OneOf(Webhooks, "normal", "dropped", "doubled", "out-of-order") is { } reason => ("webhooks", reason),
        _ => null,
    };

    /// <summary>Why the value is not allowed, or null.</summary>
    internal static string? OneOf(string value, params string[] allowed) =>
        allowed.Contains(value) ? null : $"must be one of {string.Join(", ", allowed)}";

    private static string? Within(int value, int max) =>
        value >= 0 && value <= max ? null : $"must be from 0 to {max}";
}
