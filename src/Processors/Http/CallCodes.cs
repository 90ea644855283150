namespace CryptoPay.Processors.Http;

/// <summary>In what a call of any kind of processor can end too. Each has its row in docs/operations.md.</summary>
internal static class CallCodes
{
    public const string CircuitOpen = "circuit_open";
    public const string TooManyCalls = "too_many_calls";
    public const string InvalidSettings = "invalid_settings";
    public const string Unauthenticated = "unauthenticated";
    public const string Forbidden = "forbidden";
    public const string InvalidRequest = "invalid_request";
}
