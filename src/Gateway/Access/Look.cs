namespace CryptoPay.Gateway.Access;

/// <summary>Of an endpoint whose answers show details of payments: what look that is. Endpoint metadata.</summary>
/// <param name="What">As the access log calls it.</param>
internal sealed record Look(string What)
{
    /// <summary>One payment as it stands, whatever was asked of it.</summary>
    public const string Payment = "payment";
    public const string List = "list";
    public const string Events = "events";
    public const string Transactions = "transactions";
    public const string Refunds = "refunds";
    public const string Sinks = "sinks";

    /// <summary>In what a processor account and we differ.</summary>
    public const string Reconciliation = "reconciliation";

    /// <summary>A month of a merchant's money.</summary>
    public const string Statement = "statement";

    /// <summary>All that is kept of a customer.</summary>
    public const string Export = "export";

    /// <summary>The image behind a link.</summary>
    public const string Qr = "qr";

    /// <summary>The page of the customer, and of the agent, behind a link.</summary>
    public const string PayPage = "pay-page";
    public const string AgentPage = "agent-page";
    public const string Dashboard = "dashboard";

    /// <summary>Whoever looks has nothing but a link.</summary>
    public static bool IsByLink(string what) => what is Qr or PayPage or AgentPage;
}

/// <summary>Which order an answer is about, as a feature of its request.</summary>
/// <param name="Merchant">"" for everybody's.</param>
/// <param name="OrderId">"" for no single one.</param>
internal sealed record LookedAt(string Merchant, string OrderId = "");
