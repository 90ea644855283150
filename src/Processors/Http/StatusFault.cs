using System.Net;
using CryptoPay.Http;

namespace CryptoPay.Processors.Http;

/// <summary>What a status code means where the body adds nothing to it.</summary>
internal static class StatusFault
{
    public static HttpFault Of(HttpStatusCode status) => (int)status switch
    {
        401 => new(CallCodes.Unauthenticated, MayPass: false),
        403 => new(CallCodes.Forbidden, MayPass: false),
        400 or 422 => new(CallCodes.InvalidRequest, MayPass: false, IsOfSettings: false),
        408 or 429 or >= 500 => new(EndingCodes.Of(status), MayPass: true),
        _ => new(EndingCodes.Of(status), MayPass: false),
    };
}
