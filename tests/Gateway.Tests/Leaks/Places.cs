namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>Where something can be seen, in words.</summary>
internal static class Places
{
    public const string Log = "the log";
    public const string Files = "files of the database and its keys";
    public const string Rows = "rows of the database";
    public const string Problems = "answers that refuse";
    public const string Payment = "the payment's answers";
    public const string List = "the list";
    public const string Events = "the events";
    public const string Transactions = "the transactions";
    public const string Sinks = "the sinks";
    public const string Refund = "the refund's answers";
    public const string PayPage = "the customer's page";
    public const string AgentPage = "the agent's page";
    public const string QrImage = "the QR image";
    public const string SignIn = "the sign-in";
    public const string Dashboard = "the dashboard";
    public const string Accounts = "the accounts";
    public const string Scrape = "GET /metrics";
    public const string Exported = "what a collector gets";
    public const string Other = "other answers";
    public const string Asked = "calls to the processor";
    public const string Cases = "calls to Genesys Cloud";
    public const string CaseToken = "calls for a token of Genesys Cloud";
    public const string ClaimLink = "the message with a claim link";
    public const string Notified = "notifications";
    public const string Alerted = "alerts";
    public const string Audit = "the audit command";
}
