namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>What may stand where, and why. Whatever is not here may stand nowhere.</summary>
internal static class Allowed
{
    private static readonly string[] HowToPay = ["payment address", "payment URI", "checkout link's token"];

    private static readonly (string[] Canaries, string[] Places, string Why)[] Rules =
    [
        ([.. HowToPay, "resume code", "pay link's token", "agent link's token", "QR link's token"],
            [Places.Payment, Places.List], "whoever may take a payment hands them to the customer"),
        ([.. HowToPay, "pay link's token"], [Places.PayPage],
            "the customer pays by them, on a page that leads to itself"),
        (["agent link's token"], [Places.AgentPage], "the page leads to itself"),
        (HowToPay, [Places.Notified], "a merchant's hook hears what the API answers"),
        (["notificationUrl"], [Places.Notified], "it is the hook's own address"),
        (["transaction hash"], [Places.Transactions], "operators look for it"),
        (["claim link"], [Places.Refund, Places.ClaimLink],
            "a key that may refund sees it, and the customer is sent it"),
        (["claim link", "processor's API key", "posLabel"], [Places.Asked],
            "the processor made the one, lets us in by the other and shows the third"),
        (["claim link's number"], [Places.ClaimLink], "the message goes to it"),
        (["Genesys Cloud's client secret"], [Places.CaseToken], "a token is given for it"),
        (["Genesys Cloud's token"], [Places.Cases, Places.ClaimLink], "Genesys Cloud lets us in by it"),
        (["metadata for a case", "messageAddress"], [Places.Cases], "they say which case, and which customer"),
        (["alerts' URL"], [Places.Alerted], "it is the operator's own address"),
        (["session's cookie"], [Places.SignIn], "the browser gets it"),
        (["order ID"],
        [
            Places.Log, Places.Files, Places.Rows, Listeners.Traces, Places.Payment, Places.List, Places.Events,
            Places.Transactions, Places.Sinks, Places.Refund, Places.PayPage, Places.AgentPage, Places.Dashboard,
            Places.Asked, Places.Cases, Places.ClaimLink, Places.Notified, Places.Alerted, Places.Problems,
            Places.Other, Places.Exported,
        ], "it names the order everywhere but in metrics"),
        (["answered id"],
            [Places.Asked, Places.Cases, Places.Events, Places.Files, Places.Rows, Places.Log, Places.Alerted],
            "IDs of invoices and of Genesys Cloud's own things are no secret"),
        (["answered status", "answered additionalStatus"], [Places.Events, Places.Files, Places.Rows],
            "the history has the processor's own word"),
        (["answered code"], [Places.Log, Places.Alerted, Places.Sinks, Places.Files, Places.Rows],
            "Genesys Cloud's code says what is to be mended"),
        (["method", "charset"], [Places.Log], "the host's own line on a call, where somebody has switched it on"),
        (["baggage", "tracestate"], [Listeners.Traces, Places.Exported], "a caller wrote them for traces"),
    ];

    public static bool Is(Sighting sighting) => Rules.Any(rule => IsOf(rule, sighting));

    /// <summary>
    /// Rules that nothing needed: what they are for is not looked at, or is not so any more. An answer of nonsense may
    /// come too late to be taken up.
    /// </summary>
    public static IEnumerable<string> Unused(IReadOnlyCollection<Sighting> all) =>
        from rule in Rules
        from canary in rule.Canaries
        where !canary.StartsWith("answered ", StringComparison.Ordinal)
        where !all.Any(sighting => sighting.Canary == canary && IsOf(rule, sighting))
        select $"{canary} in {string.Join(" or ", rule.Places)}";

    private static bool IsOf((string[] Canaries, string[] Places, string Why) rule, Sighting sighting) =>
        rule.Canaries.Contains(sighting.Canary) && rule.Places.Contains(sighting.Place);
}
