using CryptoPay.Payments.Processors;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.Http;

/// <summary>An account's settings as they are now: good at the start, and maybe not after a change.</summary>
internal static class AccountSettings
{
    /// <summary>Calls with the settings; where they are not valid, nothing is sent.</summary>
    public static async Task<ProcessorResult<T>> With<TOptions, T>(this IOptionsMonitor<TOptions> options,
        string account, Func<TOptions, Task<ProcessorResult<T>>> call) where TOptions : class =>
        options.ValidOrNull(account) is { } settings
            ? await call(settings).ConfigureAwait(false)
            : new ProcessorResult<T>.Unavailable(CallCodes.InvalidSettings, WasSent: false);

    public static TOptions? ValidOrNull<TOptions>(this IOptionsMonitor<TOptions> options, string account)
        where TOptions : class
    {
        try
        {
            return options.Get(account);
        }
        // The second: a setting's text that is no value of its type.
        catch (Exception broken) when (broken is OptionsValidationException or InvalidOperationException)
        {
            return null;
        }
    }
}
