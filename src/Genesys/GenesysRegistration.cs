using System.Collections.Immutable;
using CryptoPay.Genesys.Calls;
using CryptoPay.Genesys.Settings;
using CryptoPay.Genesys.Sinks;
using CryptoPay.Payments.Cases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CryptoPay.Genesys;

public static class GenesysRegistration
{
    /// <summary>
    /// Registers an <see cref="ICaseSink"/> for each sink of each merchant under <c>Genesys</c>; nothing where there is
    /// none.
    /// </summary>
    /// <exception cref="InvalidOperationException">A merchant or a sink that there cannot be is named.</exception>
    public static IServiceCollection AddGenesys(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        foreach (var merchant in MerchantsOf(configuration))
            services.AddTenant(merchant, SectionOf(configuration, merchant));
        return services;
    }

    /// <summary>The merchants that have a tenant.</summary>
    public static ImmutableArray<string> MerchantsOf(IConfiguration configuration) =>
        [.. configuration.GetSection(GenesysOptions.Section).GetChildren().Select(merchant => merchant.Key)];

    internal static IConfigurationSection SectionOf(IConfiguration configuration, string merchant) =>
        configuration.GetSection($"{GenesysOptions.Section}:{merchant}");

    private static void AddTenant(this IServiceCollection services, string merchant, IConfigurationSection section)
    {
        if (!IsMerchant(merchant))
        {
            throw new InvalidOperationException($"{section.Path} is no merchant: 1 to 32 letters, digits, '.', '_' and "
                + "'-' are, and not only dots.");
        }

        var sinks = SinksOf(section);
        services.AddOptionsWithValidateOnStart<GenesysOptions>(merchant).Bind(section).MustWork(sinks);
        services.AddHttpClient(Tenant.ClientNameOf(merchant))
            .ConfigureHttpClient(http =>
            {
                // The calls have a time-out of their own; it follows the injected clock.
                http.Timeout = Timeout.InfiniteTimeSpan;
                http.MaxResponseContentBufferSize = Wire.AnswerBytesMax;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // A redirect would carry the token elsewhere.
                AllowAutoRedirect = false,
                UseCookies = false,
                // A trace has the URL, and another house has no use for our names.
                ActivityHeadersPropagator = null,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            // They write URLs, and those name what belongs to customers.
            .RemoveAllLoggers();
        services.AddKeyedSingleton(
            merchant, (provider, _) => ActivatorUtilities.CreateInstance<Tenant>(provider, merchant));
        foreach (var sink in sinks)
        {
            services.AddSingleton(provider => sink.Make(
                provider.GetRequiredKeyedService<Tenant>(merchant), provider.GetRequiredService<TimeProvider>()));
        }
    }

    internal static ImmutableArray<SinkDefinition> SinksOf(IConfigurationSection merchant)
    {
        var section = merchant.GetSection(nameof(GenesysOptions.Sinks));
        var named = section.GetChildren().Select(entry => entry.Value ?? "").ToHashSet();
        var allowed = GenesysSinks.All.Where(sink => sink.IsThereUnnamed is null).ToImmutableArray();
        // A text in place of the list is passed over by the binder, and the sinks that it names would be missing.
        if (section.Value is { Length: > 0 } text) named.Add(text);
        foreach (var name in named.Except(allowed.Select(sink => sink.Name)))
        {
            throw new InvalidOperationException($"{section.Path} names \"{name}\"; it must be a list ({section.Path}:0 "
                + $"is the first) of {string.Join(", ", allowed.Select(sink => sink.Name))}.");
        }

        if (named.Count == 0) named.Add(GenesysSinks.Default);
        var settings = merchant.Get<GenesysOptions>()!;
        return [.. GenesysSinks.All.Where(
            sink => named.Contains(sink.Name) || sink.IsThereUnnamed?.Invoke(settings) == true)];
    }

    private static bool IsMerchant(string text) =>
        text.Length <= 32 && text.Trim('.') != ""
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
