using System.Net;

namespace CryptoPay.Http;

/// <summary>In what a call to anybody can end. Each has its row in docs/operations.md.</summary>
public static class EndingCodes
{
    public const string Timeout = "timeout";
    public const string NotConnected = "not_connected";
    public const string ConnectionLost = "connection_lost";

    /// <summary>Stands before the number of a status of which nothing more is known.</summary>
    public const string Status = "http_";

    public static string Of(HttpStatusCode status) => $"{Status}{(int)status}";
}
