using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CryptoPay.Gateway.Listening;

/// <summary>
/// How much of a call is read before anybody asks who sends it. Not settings: nobody here needs more, and whoever thinks
/// so has another fault.
/// </summary>
internal static class Bounds
{
    /// <summary>The largest body that anybody here reads has 64 KiB; a form that logs somebody in has less.</summary>
    public const int BodyBytesMax = 256 * 1024;

    /// <summary>With the query string. An OIDC provider's answer has up to 2 KiB there; no call of ours has 1.</summary>
    public const int RequestLineBytesMax = 4 * 1024;

    /// <summary>A bearer token may have 8 KiB, sessions and what proxies add a few more.</summary>
    public const int HeaderBytesMax = 16 * 1024;

    /// <summary>A browser sends about 20 behind a content network that adds as many.</summary>
    public const int HeaderCountMax = 64;

    /// <summary>A caller sends them at once; who sends one letter at a time wants to hold the connection.</summary>
    public static readonly TimeSpan HeaderTimeMax = TimeSpan.FromSeconds(10);

    public static void Set(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = BodyBytesMax;
        limits.MaxRequestLineSize = RequestLineBytesMax;
        limits.MaxRequestHeadersTotalSize = HeaderBytesMax;
        limits.MaxRequestHeaderCount = HeaderCountMax;
        limits.RequestHeadersTimeout = HeaderTimeMax;
        limits.Http2.MaxRequestHeaderFieldSize = HeaderBytesMax;
    }
}
