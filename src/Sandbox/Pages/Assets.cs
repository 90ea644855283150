namespace CryptoPay.Sandbox.Pages;

/// <summary>What all pages are styled and kept up to date by.</summary>
internal static class Assets
{
    public static void MapAssets(this IEndpointRouteBuilder sandbox)
    {
        sandbox.MapGet("/assets/sandbox.css", () => Asset("sandbox.css", "text/css"));
        sandbox.MapGet("/assets/checkout.js", () => Asset("checkout.js", "text/javascript"));
    }

    private static IResult Asset(string name, string contentType) =>
        Results.Stream(typeof(Assets).Assembly.GetManifestResourceStream(name)!, contentType);
}
