using System.Net.Http.Headers;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.OAuth;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Gateway.Tests.OAuth;

/// <summary>A gateway on a fake clock, that knows an issuer.</summary>
internal sealed class TokenRig : IAsyncDisposable
{
    private const string List = "/v1/payment-intents?take=0";

    private TokenRig(TokenIssuer issuer, Dictionary<string, string?> settings)
    {
        Issuer = issuer;
        Gateway = new RunningGateway(new(settings.Where(setting => setting.Value is not null))
        {
            ["OAuth:Issuer"] = issuer.Url,
            ["OAuth:Audience"] = TokenIssuer.Audience,
        }, builder =>
        {
            // Only in Development may an issuer be without https.
            builder.Environment.EnvironmentName = Environments.Development;
            builder.Services.Replace(ServiceDescriptor.Singleton<IHostEnvironment>(builder.Environment));
            // Not the whole gateway's: a silo on a clock that leaps takes itself for dead.
            builder.Services.Replace(ServiceDescriptor.Singleton(
                services => ActivatorUtilities.CreateInstance<IssuerKeys>(services, Clock)));
            builder.Services.AddOptions<JwtBearerOptions>(Credential.BearerScheme)
                .Configure<IOptions<OAuthOptions>, IssuerKeys>(
                    (token, oauth, keys) => OAuthComposition.Configure(token, oauth, keys, Clock));
            builder.Logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace);
        });
    }

    public TokenIssuer Issuer { get; }

    public FakeTimeProvider Clock { get; } = new(TokenIssuer.Now);

    public RunningGateway Gateway { get; }

    public LogCapture Log { get; } = new();

    public static Task<TokenRig> Open(params (string Name, string Value)[] settings) =>
        Open(isIssuerThere: true, settings);

    public static async Task<TokenRig> Open(bool isIssuerThere, params (string Name, string Value)[] settings)
    {
        var issuer = new TokenIssuer();
        if (isIssuerThere) await issuer.Open();
        var rig = new TokenRig(issuer, settings.ToDictionary(each => each.Name, each => (string?)each.Value));
        await rig.Gateway.InitializeAsync();
        return rig;
    }

    public static HttpRequestMessage With(string token, HttpRequestMessage? request = null)
    {
        request ??= Requests.Get(List);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    /// <summary>400 says that the token is in: what is asked for is none.</summary>
    public Task<HttpResponseMessage> Send(string token) => Gateway.Send(With(token));

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
