using System.Security.Cryptography;
using CryptoPay.Payments.Classification;
using Microsoft.Extensions.Configuration;

namespace CryptoPay.Hosting.Logs;

/// <summary>Section <c>Logs</c>.</summary>
public sealed class LogOptions
{
    public const string Text = "Text";
    public const string Json = "Json";

    private const int KeyBytesMin = 32;

    /// <summary>
    /// Text (default): as .NET writes it. Json: one object a line, with the order and the trace ID of the call that
    /// wrote it.
    /// </summary>
    public string Format { get; set; } = Text;

    /// <summary>
    /// Of the digests that stand for callers, in base64: 32 bytes or more. Default: another at each start, by which two
    /// lines of one process alone can be known to be of the same caller.
    /// </summary>
    [Secret]
    public string CallersKey { get; set; } = "";

    public bool IsJson => Format == Json;

    internal string UsableCallersKey => CallersKey.Length > 0
        ? CallersKey
        : Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytesMin));

    /// <exception cref="InvalidOperationException">A setting is wrong; the message names it.</exception>
    public static LogOptions In(IConfiguration configuration)
    {
        var options = configuration.GetSection("Logs").Get<LogOptions>() ?? new LogOptions();
        if (options.Format is not (Text or Json))
            throw new InvalidOperationException($"Logs:Format is '{options.Format}'. Allowed: {Text}, {Json}.");
        if (options.CallersKey.Length > 0 && !IsUsable(options.CallersKey))
        {
            throw new InvalidOperationException(
                $"Logs:CallersKey must be {KeyBytesMin} bytes or more in base64, "
                + "as openssl rand -base64 32 makes them.");
        }

        return options;
    }

    private static bool IsUsable(string key)
    {
        var bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out var count) && count >= KeyBytesMin;
    }
}
