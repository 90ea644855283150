using CryptoPay.Gateway.Answers;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// Keeps a right key to where it may be used. The caller hears no more than of a wrong key; the log says why, once a
/// minute for each key.
/// </summary>
internal sealed partial class CallerCheck(TimeProvider time, ILogger<CallerCheck> logger)
{
    private readonly OnceAMinute<string> told = new(time);

    public bool Admits(string keyName, CallerRule rule, HttpContext context)
    {
        if (rule.RefusalOf(context) is not { } reason) return true;
        if (told.IsDue(keyName, out var count))
            Log.Refused(logger, keyName, $"{context.Connection.RemoteIpAddress}", reason, count);
        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(5021, LogLevel.Warning,
            "API key {Key} is right and was not let in from {Address}: {Reason}. So it was {Count} times.")]
        public static partial void Refused(ILogger logger, string key, string address, string reason, int count);
    }
}
