using System.Web;

namespace CryptoPay.Gateway.Tests.Oidc;

/// <summary>One with cookies of its own, that comes through a proxy which ends TLS for PublicBaseUrl.</summary>
internal sealed class Browser(WholeGateway gateway)
{
    private readonly Dictionary<string, string> cookies = [];

    public Browser(Browser copied, WholeGateway gateway) : this(gateway) => cookies = new(copied.cookies);

    public bool HasSession => cookies.ContainsKey("__Host-cryptopay-operator");

    public async Task<HttpResponseMessage> Get(string path, string? host = null)
    {
        var request = Requests.Get(path);
        request.Headers.Host = host;
        if (cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var answer = await gateway.Client.SendAsync(request, Requests.Cancellation);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var parts = cookie.Split(';')[0].Split('=', 2);
            if (parts[1] == "") cookies.Remove(parts[0]);
            else cookies[parts[0]] = parts[1];
        }

        return answer;
    }

    /// <summary>Follows the link on the login page, as far as the identity provider's address.</summary>
    public async Task<SignIn> Begin(string returnUrl = "", string? host = null)
    {
        // A provider that has just begun may need longer than we wait for it.
        var answer = await Payments.Until(
            () => Get($"/login/oidc?returnUrl={Uri.EscapeDataString(returnUrl)}", host),
            seen => seen.StatusCode != System.Net.HttpStatusCode.ServiceUnavailable);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        var asked = HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
        return new SignIn(answer.Headers.Location, asked.AllKeys.ToDictionary(key => key!, key => asked[key]!));
    }

    public Task<HttpResponseMessage> ComeBack(SignIn signIn, string code) =>
        Get($"/signin-oidc?code={Uri.EscapeDataString(code)}&state={Uri.EscapeDataString(signIn.Asked["state"])}");
}

/// <param name="Asked">What the identity provider is asked, by parameter.</param>
internal sealed record SignIn(Uri Address, IReadOnlyDictionary<string, string> Asked);
