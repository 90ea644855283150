namespace CryptoPay.Genesys.Calls;

/// <summary>In what a call can end, beside the tenant's own codes. Each has its row in docs/genesys.md.</summary>
internal static class GenesysCodes
{
    public const string Timeout = "timeout";
    public const string NotConnected = "not_connected";
    public const string ConnectionLost = "connection_lost";
    public const string TooManyCalls = "too_many_calls";
    public const string Nonsense = "nonsense";

    /// <summary>Stands before the number of a status of which nothing more is known.</summary>
    public const string Status = "http_";
    public const string InvalidId = "invalid_id";
    public const string TooManyComments = "too_many_comments";
    public const string NoClaimLink = "no_claim_link";
    public const string NoMessenger = "no_messenger";
    public const string TextTooLong = "text_too_long";
}
