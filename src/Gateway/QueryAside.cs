using Microsoft.AspNetCore.Http.Features;

namespace CryptoPay.Gateway;

/// <summary>
/// The query of a call, which callers put anything into. The host writes lines about a call before the first middleware
/// and after the last one, so it is part of the request only in between.
/// </summary>
internal sealed record QueryAside(string Query)
{
    public static void Take(IFeatureCollection features, IHttpRequestFeature request)
    {
        features.Set(new QueryAside(request.QueryString));
        request.QueryString = "";
    }

    /// <summary>Must come first.</summary>
    public static void Use(WebApplication app) => app.Use(async (context, next) =>
    {
        context.Features.GetRequiredFeature<IHttpRequestFeature>().QueryString =
            context.Features.GetRequiredFeature<QueryAside>().Query;
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.GetRequiredFeature<IHttpRequestFeature>().QueryString = "";
        }
    });
}
