namespace CryptoPay.Genesys.Calls;

/// <summary>In what a call can end, beside the tenant's own codes and those of every call. Each has its row in docs/genesys.md.</summary>
internal static class GenesysCodes
{
    public const string TooManyCalls = "too_many_calls";
    public const string Nonsense = "nonsense";
    public const string InvalidId = "invalid_id";
    public const string TooManyComments = "too_many_comments";
    public const string NoClaimLink = "no_claim_link";
    public const string NoMessenger = "no_messenger";
    public const string TextTooLong = "text_too_long";
}
