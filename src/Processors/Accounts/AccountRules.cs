using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.Accounts;

/// <summary>
/// The settings of one account's kind, and the rules that all kinds share. One that cannot work stops the start and is
/// named; what it is may be a secret, and is not shown.
/// </summary>
internal static class AccountRules
{
    public static OptionsBuilder<TOptions> AddAccountOptions<TOptions>(
        this IServiceCollection services, string account, IConfigurationSection section) where TOptions : class =>
        services.AddOptionsWithValidateOnStart<TOptions>(account).Bind(section);

    /// <summary>What a call's path is appended to.</summary>
    public static OptionsBuilder<TOptions> MustHaveBaseUrl<TOptions>(
        this OptionsBuilder<TOptions> options, Func<TOptions, string> value) where TOptions : class =>
        options.MustBe("BaseUrl",
            "an absolute https URL without user, query and fragment; http only on a loopback host",
            settings => IsUrl(value(settings)) && new Uri(value(settings)) is { Query: "", Fragment: "" });

    public static OptionsBuilder<TOptions> MayHaveWebhookUrl<TOptions>(
        this OptionsBuilder<TOptions> options, Func<TOptions, string?> value) where TOptions : class =>
        options.MustBe("WebhookUrl",
            "an absolute https URL without user, http only on a loopback host, or empty",
            settings => value(settings) is null or "" || IsUrl(value(settings)));

    /// <param name="what">What the text is, such as "an API key".</param>
    public static OptionsBuilder<TOptions> MustHaveKey<TOptions>(
        this OptionsBuilder<TOptions> options, string setting, string what, Func<TOptions, string> value)
        where TOptions : class =>
        options.MustBe(
            setting, $"{what}: printable ASCII without spaces, not empty", settings => IsKey(value(settings)));

    /// <param name="what">What the text is, such as "the ID of a store".</param>
    public static OptionsBuilder<TOptions> MustHaveText<TOptions>(
        this OptionsBuilder<TOptions> options, string setting, string what, Func<TOptions, string> value)
        where TOptions : class =>
        options.MustBe(setting, $"{what}, not empty", settings => !string.IsNullOrWhiteSpace(value(settings)));

    public static OptionsBuilder<TOptions> MustBe<TOptions>(
        this OptionsBuilder<TOptions> options, string setting, string what, Func<TOptions, bool> isIt)
        where TOptions : class =>
        options.Validate(isIt, $"Processors:{options.Name}:{setting} must be {what}.");

    // Anything else cannot stand in a header: it would fail at the first call instead of at the start.
    public static bool IsKey(string? text) =>
        !string.IsNullOrEmpty(text) && text.All(character => character is > ' ' and < '\x7f');

    private static bool IsUrl(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url.UserInfo is "";
}
