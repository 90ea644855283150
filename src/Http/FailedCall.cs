using System.Net.Sockets;

namespace CryptoPay.Http;

/// <summary>How a call ended that has no answer.</summary>
/// <param name="Code">One of <see cref="EndingCodes"/>.</param>
/// <param name="WasSent">False only where it is certain that the other side never saw it.</param>
public sealed record FailedCall(string Code, bool WasSent)
{
    /// <returns>
    /// Null for what is no ending of HTTP. A cancellation is a time-out; the caller's own has to be let out before.
    /// </returns>
    public static FailedCall? Of(Exception thrown) => thrown switch
    {
        OperationCanceledException => new(EndingCodes.Timeout, WasSent: true),
        // HttpClient lets a socket's exception out as it is where the peer resets what has only just been connected.
        SocketException or HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
        } => new(EndingCodes.NotConnected, WasSent: false),
        HttpRequestException or IOException => new(EndingCodes.ConnectionLost, WasSent: true),
        _ => null,
    };
}
