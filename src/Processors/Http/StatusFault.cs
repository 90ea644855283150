using System.Net;

namespace CryptoPay.Processors.Http;

/// <summary>What a status code means where the body adds nothing to it.</summary>
internal static class StatusFault
{
    public static HttpFault Of(HttpStatusCode status) => (int)status switch
    {
        401 => new("unauthenticated", MayPass: false),
        403 => new("forbidden", MayPass: false),
        400 or 422 => new("invalid_request", MayPass: false, IsOfSettings: false),
        408 or 429 or >= 500 => new($"http_{(int)status}", MayPass: true),
        _ => new($"http_{(int)status}", MayPass: false),
    };
}
