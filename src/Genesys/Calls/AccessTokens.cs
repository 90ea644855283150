using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoPay.Genesys.Settings;
using CryptoPay.Payments.Cases;

namespace CryptoPay.Genesys.Calls;

/// <summary>
/// One tenant's access token: whoever needs one while it is asked for waits for the same answer. It is renewed before
/// its end, and a failure is shared for a few seconds, so that a thousand orders do not each log in.
/// </summary>
internal sealed partial class AccessTokens(Wire wire, TimeProvider clock)
{
    private const double RenewedAfter = 0.8;
    private const int SecondsMax = 172_800;
    private static readonly TimeSpan FailureHolds = TimeSpan.FromSeconds(5);

    /// <summary>However long the tenant asks for.</summary>
    private static readonly TimeSpan FailureHoldsMax = TimeSpan.FromMinutes(3);

    private readonly Lock gate = new();
    private (Client Of, Task<Login> Answer)? asking;
    private Login? last;

    /// <summary>Either a token, or why there is none.</summary>
    public async Task<(string Token, DeliveryResult? Fault)> Get(
        GenesysOptions settings, CancellationToken cancellation)
    {
        var client = new Client(settings.TokenUrl, settings.ClientId, settings.ClientSecret);
        Task<Login> answer;
        lock (gate)
        {
            if (last is { } known && known.Of == client && clock.GetUtcNow() < known.AskAgainAt)
                return (known.Token, known.Fault);
            if (asking is { } under && under.Of == client) answer = under.Answer;
            else asking = (client, answer = Ask(client));
        }

        var login = await answer.WaitAsync(cancellation).ConfigureAwait(false);
        return (login.Token, login.Fault);
    }

    /// <summary>The tenant does not take it. Of many who say so at once, the first has it forgotten.</summary>
    public void Forget(string token)
    {
        lock (gate)
        {
            if (last?.Token == token) last = null;
        }
    }

    private async Task<Login> Ask(Client client)
    {
        // So that the answer, however fast, comes after the question is noted.
        await Task.Yield();
        var login = await LogIn(client).ConfigureAwait(false);
        lock (gate)
        {
            // A renewal that fails takes nothing away from a token that still lives.
            if (login.Fault is DeliveryResult.Unavailable && last is { Fault: null } old && old.Of == client
                && clock.GetUtcNow() < old.EndsAt)
            {
                login = old with { AskAgainAt = login.AskAgainAt };
            }

            last = login;
            if (asking?.Of == client) asking = null;
        }

        return login;
    }

    private async Task<Login> LogIn(Client client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, client.Url)
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Id}:{client.Secret}")));
        // It is for all who wait, so none of them ends it; it has a time-out of its own.
        var answer = await wire.Send(request, CancellationToken.None).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        if (answer.Fault is null && Parsed(answer.Body) is { } granted)
        {
            var life = TimeSpan.FromSeconds(Math.Min(granted.ExpiresIn, SecondsMax));
            return new Login(client, granted.AccessToken, null, now + (life * RenewedAfter), now + life);
        }

        // Whatever became of the login, what was to be sent with its token was not.
        DeliveryResult fault = answer.Fault switch
        {
            null => new DeliveryResult.Unavailable(GenesysCodes.Nonsense, WasSent: false),
            DeliveryResult.Unavailable away => away with { WasSent = false },
            DeliveryResult.Refused refused => refused with { IsOfSettings = true },
            var other => other,
        };
        var holds = fault is DeliveryResult.Unavailable { RetryAfter: { } asked } && asked > FailureHolds
            ? (asked < FailureHoldsMax ? asked : FailureHoldsMax)
            : FailureHolds;
        return new Login(client, "", fault, now + holds, now);
    }

    private static Granted? Parsed(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, Shapes.Default.Granted) is
            { AccessToken.Length: > 0, ExpiresIn: > 0 } granted
                && granted.AccessToken.All(c => c is > ' ' and < '\x7f') ? granted : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Client(string Url, string Id, string Secret)
    {
        public override string ToString() => "***";
    }

    private sealed record Login(
        Client Of, string Token, DeliveryResult? Fault, DateTimeOffset AskAgainAt, DateTimeOffset EndsAt)
    {
        public override string ToString() => "***";
    }

    internal sealed record Granted(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn)
    {
        public override string ToString() => "***";
    }

    [JsonSerializable(typeof(Granted))]
    private sealed partial class Shapes : JsonSerializerContext;
}
