using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.OAuth;
using CryptoPay.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CryptoPay.Gateway.Oidc;

/// <summary>A sign-in at the identity provider, from the button to the session.</summary>
internal static partial class OidcSignIn
{
    public const string Path = $"{OperatorCookie.LoginPath}/oidc";

    /// <summary>It travels in the state, and what comes back must fit into a request line.</summary>
    private const int ReturnUrlCharsMax = 256;

    /// <summary>OAuth's words for what a provider refuses. Others may be anybody's text, and are not logged.</summary>
    private static readonly string[] Errors =
    [
        "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type",
        "invalid_scope", "access_denied", "unsupported_response_type", "server_error", "temporarily_unavailable",
        "interaction_required", "login_required", "consent_required",
    ];

    public static void MapOidc(this IEndpointRouteBuilder app) => app
        .MapGet(Path, Begin).AllowAnonymous().ExcludeFromDescription().RequireRateLimiting(RateLimits.Logins);

    /// <summary>The identity provider has said who it is.</summary>
    public static async Task Finish(TicketReceivedContext context)
    {
        context.HandleResponse();
        var http = context.HttpContext;
        var oidc = http.RequestServices.GetRequiredService<IOptions<OidcOptions>>().Value;
        if (OidcPerson.Of([.. context.Principal!.Claims], oidc) is not { } who)
        {
            await OidcPages.Show(http, OidcTrouble.NoRole);
            return;
        }

        try
        {
            var returnUrl = context.Properties?.Items[OperatorCookie.ReturnUrl];
            var session = await http.RequestServices.GetRequiredService<OperatorSessions>().Start(http, who);
            await OidcPages.GoOn(http, Navigation.After(session, returnUrl));
        }
        catch (Exception away) when (ClusterFault.Is(away))
        {
            await OidcPages.Show(http, OidcTrouble.Unavailable);
        }
    }

    public static Task Fail(RemoteFailureContext context)
    {
        context.HandleResponse();
        var (trouble, why) = Told(context.Failure);
        if (trouble is OidcTrouble.Nonsense or OidcTrouble.Away) Say(context.HttpContext, why);
        return OidcPages.Show(context.HttpContext, trouble);
    }

    private static async Task<IResult> Begin(HttpContext context, string? returnUrl, IOptions<OidcOptions> oidc)
    {
        if (!oidc.Value.IsOn) return TypedResults.NotFound();
        if (Navigation.IsFromElsewhere(context.Request)) return TypedResults.BadRequest();
        try
        {
            var isShort = returnUrl?.Length <= ReturnUrlCharsMax;
            await context.ChallengeAsync(OidcComposition.Scheme, new AuthenticationProperties
            {
                // Empty would be the address of this request.
                RedirectUri = "/",
                Items = { [OperatorCookie.ReturnUrl] = isShort ? Navigation.LocalOr("", returnUrl) : "" },
            });
        }
        catch (IssuerAwayException away)
        {
            Say(context, away.Message);
            await OidcPages.Show(context, OidcTrouble.Away);
        }

        return TypedResults.Empty;
    }

    // Of an exception only its type, as messages repeat tokens and answers.
    private static (OidcTrouble Trouble, string Why) Told(Exception? failure) => failure switch
    {
        IssuerAwayException away => (OidcTrouble.Away, away.Message),
        OpenIdConnectProtocolInvalidNonceException => (OidcTrouble.Over, ""),
        OpenIdConnectProtocolException refused => refused.Data["error"] switch
        {
            // The code was used before, or is another client's.
            "invalid_grant" => (OidcTrouble.Over, ""),
            "access_denied" or "login_required" or "interaction_required" or "consent_required" =>
                (OidcTrouble.Refused, ""),
            string error when Errors.Contains(error) => (OidcTrouble.Nonsense, $"it answers {error}"),
            _ => (OidcTrouble.Nonsense, refused.GetType().Name),
        },
        // State or cookie do not fit.
        AuthenticationFailureException => (OidcTrouble.Over, ""),
        { } thrown when FailedCall.Of(thrown) is { } failed => (OidcTrouble.Away, $"its answer ended in {failed.Code}"),
        _ => (OidcTrouble.Nonsense, failure?.GetType().Name ?? "it says nothing"),
    };

    private static void Say(HttpContext context, string why) => Log.Failed(
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OidcSignIn)), why);

    private static partial class Log
    {
        [LoggerMessage(5011, LogLevel.Warning, "Somebody cannot sign in at the identity provider: {Why}.")]
        public static partial void Failed(ILogger logger, string why);
    }
}
