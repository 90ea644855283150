using CryptoPay.Sandbox.Faults;

namespace CryptoPay.Sandbox.Genesys.Faults;

/// <summary>What goes wrong in Genesys Cloud, until it is cleared or used up. The default is no fault.</summary>
internal sealed record GenesysFault
{
    private static readonly string[] Calls =
    [
        "all", "token", "workitem", "workitem-read", "worktype-read", "attributes", "conversation-read", "row",
        "row-read", "table-read", "summary", "case-read", "comment", "comment-read", "message", "workflow",
        "workflow-read", "check",
    ];

    /// <summary>
    /// Which calls: all, or one kind of them. The plain word is what changes something, with -read what reads it.
    /// </summary>
    public string On { get; init; } = "all";

    /// <summary>
    /// Only for calls about this: an ID in the path, or a text of the body such as statusId, key, flowId or toAddress;
    /// of a token the client's ID. "" for any.
    /// </summary>
    public string Id { get; init; } = "";

    /// <inheritdoc cref="Fault.Times"/>
    public int Times { get; init; }

    /// <inheritdoc cref="Fault.SlowBeforeMs"/>
    public int SlowBeforeMs { get; init; }

    /// <inheritdoc cref="Fault.DoneAfterMs"/>
    public int DoneAfterMs { get; init; }

    /// <inheritdoc cref="Fault.SlowAfterMs"/>
    public int SlowAfterMs { get; init; }

    /// <summary>
    /// none. In place of the work: a status (400, 401, 403, 404, 409, 429, 500, 502, 503, 504), html, reset-before.
    /// After the work: reset-after.
    /// </summary>
    public string Fail { get; init; } = "none";

    /// <inheritdoc cref="Fault.RetryAfterSeconds"/>
    public int RetryAfterSeconds { get; init; }

    /// <summary>For how many milliseconds a new comment is not listed.</summary>
    public int SearchLagMs { get; init; }

    public (string Field, string Reason)? Mistake() =>
        Fault.OneOf(On, Calls) is { } call ? ("on", call)
        : Id is null ? ("id", "must be a string")
        : Fault.OneOf(Fail, "none", "400", "401", "403", "404", "409", "429", "500", "502", "503", "504", "html",
            "reset-before", "reset-after") is { } fail ? ("fail", fail)
        : (AsFault() with { On = "all", Fail = "none" }).Mistake();

    /// <summary>For the switch, which takes an ID for that of an order.</summary>
    public Fault AsFault() => new()
    {
        On = On,
        OrderId = Id,
        Times = Times,
        SlowBeforeMs = SlowBeforeMs,
        DoneAfterMs = DoneAfterMs,
        SlowAfterMs = SlowAfterMs,
        Fail = Fail,
        RetryAfterSeconds = RetryAfterSeconds,
        SearchLagMs = SearchLagMs,
    };

    public static GenesysFault Of(Fault fault) => new()
    {
        On = fault.On,
        Id = fault.OrderId,
        Times = fault.Times,
        SlowBeforeMs = fault.SlowBeforeMs,
        DoneAfterMs = fault.DoneAfterMs,
        SlowAfterMs = fault.SlowAfterMs,
        Fail = fault.Fail,
        RetryAfterSeconds = fault.RetryAfterSeconds,
        SearchLagMs = fault.SearchLagMs,
    };
}
