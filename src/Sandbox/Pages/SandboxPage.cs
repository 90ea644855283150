using CryptoPay.WebPages;

namespace CryptoPay.Sandbox.Pages;

/// <summary>A page that plays a processor's or Genesys Cloud's.</summary>
internal static class SandboxPage
{
    private static readonly Asset Style = Asset.Embedded(typeof(SandboxPage).Assembly, "sandbox.css");
    private static readonly Asset Script = Asset.Embedded(typeof(SandboxPage).Assembly, "checkout.js");

    public static IResult Answer(HttpContext http, string title, Html body) => new Page(title, body)
    {
        MoreStyle = Style,
        Script = Script,
        // As real processors' pages that a merchant's page shows in a frame; what is paid here is no money.
        FrameAncestors = "*",
        Status = http.Response.StatusCode,
    }.Answer(http);
}
