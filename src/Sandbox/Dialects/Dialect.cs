using System.Security.Cryptography;
using CryptoPay.Sandbox.Orders;

namespace CryptoPay.Sandbox.Dialects;

/// <summary>
/// One processor's dialect as the sandbox and a gateway take it in: what serves it, its routes, and its account.
/// </summary>
/// <param name="kind">The gateway's word for the processor; the dialect's settings are <c>Sandbox:{kind}</c>.</param>
/// <param name="path">Of its routes, below <c>/sandbox/</c>.</param>
internal abstract class Dialect(string kind, string path)
{
    /// <summary>The account's name in a gateway that embeds the sandbox.</summary>
    public virtual string Account => $"sandbox-{path}";

    public void Add(IServiceCollection services, IConfiguration sandbox) =>
        AddServices(services, sandbox.GetSection(kind));

    public void Map(IEndpointRouteBuilder sandbox)
    {
        MapControls(sandbox);
        MapRoutes(sandbox.MapGroup($"/{path}"));
    }

    /// <summary>The settings of both sides of the account, with new secrets.</summary>
    /// <param name="own">Where the gateway listens, without a slash at the end.</param>
    public IEnumerable<KeyValuePair<string, string?>> NewAccount(string own)
    {
        var settings = NewSettings($"{own}/webhooks/{Account}");
        return
        [
            new($"Processors:{Account}:Kind", kind),
            new($"Processors:{Account}:BaseUrl", $"{own}/sandbox/{path}"),
            .. settings.Processor.Select(of => KeyValuePair.Create($"Processors:{Account}:{of.Key}", of.Value)),
            .. settings.Sandbox.Select(of => KeyValuePair.Create($"Sandbox:{kind}:{of.Key}", of.Value)),
        ];
    }

    /// <param name="settings">The dialect's own section.</param>
    protected abstract void AddServices(IServiceCollection services, IConfiguration settings);

    /// <summary>Controls that no other dialect knows.</summary>
    protected virtual void MapControls(IEndpointRouteBuilder sandbox) { }

    /// <param name="own">The dialect's own path.</param>
    protected abstract void MapRoutes(IEndpointRouteBuilder own);

    protected abstract AccountSettings NewSettings(string webhookUrl);

    protected static void AddBook<TOptions, TBook, TWebhooks>(IServiceCollection services, IConfiguration settings)
        where TOptions : class
        where TBook : class, IInvoiceBook
        where TWebhooks : class, IHostedService
    {
        services.Configure<TOptions>(settings);
        services.AddSingleton<TWebhooks>();
        services.AddHostedService(provider => provider.GetRequiredService<TWebhooks>());
        services.AddSingleton<TBook>();
        services.AddSingleton<IInvoiceBook>(provider => provider.GetRequiredService<TBook>());
    }

    // The sandbox lives and dies with its gateway's process, and so do the secrets that both sides know.
    protected static string NewSecret() => RandomNumberGenerator.GetHexString(64, lowercase: true);
}

/// <summary>Both sides of an account. It needs nothing but settings, as at a real processor.</summary>
/// <param name="Processor">Of the account, beside its kind and address: by name.</param>
/// <param name="Sandbox">Of the dialect: by name.</param>
internal sealed record AccountSettings(Dictionary<string, string?> Processor, Dictionary<string, string?> Sandbox);
