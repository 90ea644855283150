namespace CryptoPay.Processors.Http;

/// <summary>What any account's settings must be for a call to be possible at all.</summary>
internal static class CallSettings
{
    /// <summary>An absolute https URL without user, query and fragment; http only on a loopback host.</summary>
    public static bool IsUsableUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url is { Query: "", Fragment: "", UserInfo: "" };

    // Anything else cannot stand in a header: it would fail at the first call instead of at the start.
    public static bool IsUsableKey(string text) =>
        !string.IsNullOrEmpty(text) && text.All(character => character is > ' ' and < '\x7f');
}
