using System.Net;

namespace CryptoPay.Processors.Http;

/// <summary>In what a call of any kind of processor can end. Each has its row in docs/operations.md.</summary>
internal static class CallCodes
{
    public const string Timeout = "timeout";
    public const string NotConnected = "not_connected";
    public const string ConnectionLost = "connection_lost";
    public const string CircuitOpen = "circuit_open";
    public const string TooManyCalls = "too_many_calls";
    public const string InvalidSettings = "invalid_settings";
    public const string Unauthenticated = "unauthenticated";
    public const string Forbidden = "forbidden";
    public const string InvalidRequest = "invalid_request";

    /// <summary>Stands before the number of a status of which nothing more is known.</summary>
    public const string Status = "http_";

    public static string Of(HttpStatusCode status) => $"{Status}{(int)status}";
}
