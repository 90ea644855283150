using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CryptoPay.Genesys.Settings;
using CryptoPay.Payments.Cases;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CryptoPay.Genesys.Calls;

/// <summary>
/// One merchant's tenant of Genesys Cloud: all of its sinks call it through this, so that they share a token, a limit
/// and a pause. Only cancellation throws.
/// </summary>
internal sealed partial class Tenant(
    string merchant, IHttpClientFactory clients, IOptionsMonitor<GenesysOptions> options, TimeProvider clock,
    ILogger<Tenant> logger)
{
    private static readonly TimeSpan ToldAgainAfter = TimeSpan.FromMinutes(1);

    private readonly Wire wire = new(clients, ClientNameOf(merchant), clock);
    private readonly AccessTokens tokens = new(new Wire(clients, ClientNameOf(merchant), clock), clock);
    private readonly CallPace pace = new(clock);
    private GenesysOptions good = options.Get(merchant);
    private (string Code, DateTimeOffset At) told = ("", DateTimeOffset.MinValue);

    public static string ClientNameOf(string merchant) => $"Genesys:{merchant}";

    public string Merchant => merchant;

    /// <summary>As they are now; after a change to what cannot work, those that could.</summary>
    public GenesysOptions Settings
    {
        get
        {
            try
            {
                return good = options.Get(merchant);
            }
            // The second: a setting's text that is no value of its type.
            catch (Exception broken) when (broken is OptionsValidationException or InvalidOperationException)
            {
                return good;
            }
        }
    }

    /// <summary>Looks whether the tenant lets us in.</summary>
    public async Task<DeliveryResult?> LogIn(CancellationToken cancellation) =>
        (await tokens.Get(Settings, cancellation).ConfigureAwait(false)).Fault;

    /// <param name="path">Below /api/v2/. What is put into it is percent-encoded.</param>
    public async Task<Reply<T>> Read<T>(
        FormattableString path, JsonTypeInfo<T> shape, CancellationToken cancellation) where T : class
    {
        var answer = await Call(HttpMethod.Get, path, null, cancellation).ConfigureAwait(false);
        if (answer.Fault is not null) return new Reply<T>(null, answer.Fault, answer.Status);
        try
        {
            if (JsonSerializer.Deserialize(answer.Body, shape) is { } value)
                return new Reply<T>(value, null, answer.Status);
        }
        catch (JsonException)
        {
            // Its message can quote the body.
        }

        return new Reply<T>(null, new DeliveryResult.Unavailable(GenesysCodes.Nonsense), answer.Status);
    }

    /// <summary>Whatever JSON it answers, or nothing, is good.</summary>
    public async Task<Reply<JsonNode>> Tell(
        HttpMethod method, FormattableString path, JsonObject body, CancellationToken cancellation)
    {
        var answer = await Call(method, path, body, cancellation).ConfigureAwait(false);
        return new Reply<JsonNode>(null, answer.Fault ?? FaultOf(answer.Body), answer.Status);
    }

    private async Task<Ending> Call(
        HttpMethod method, FormattableString path, JsonObject? body, CancellationToken cancellation)
    {
        if (path.GetArguments().Any(id => id is null or "" or "." or ".."))
            return Ending.None(new DeliveryResult.Refused(GenesysCodes.InvalidId));

        for (var isAgain = false; ; isAgain = true)
        {
            var settings = Settings;
            var (token, fault) = await tokens.Get(settings, cancellation).ConfigureAwait(false);
            if (fault is not null) return Told(method, path, Ending.None(fault));
            if (await pace.Turn(settings.CallsPerMinute, cancellation).ConfigureAwait(false) is { } wait)
            {
                return Ending.None(
                    new DeliveryResult.Unavailable(GenesysCodes.TooManyCalls, wait, WasSent: false));
            }

            using var request = new HttpRequestMessage(method, $"{settings.ApiUrl}/{Encoded(path)}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            if (body is not null)
                request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            var answer = await wire.Send(request, cancellation).ConfigureAwait(false);
            if (answer is { Status: 429, Fault: DeliveryResult.Unavailable { RetryAfter: { } pause } })
                pace.Pause(pause);
            // A 401 says that nothing was done, so it may be sent again whatever it is.
            if (answer.Status != 401 || isAgain) return Told(method, path, answer);
            tokens.Forget(token);
        }
    }

    private static string Encoded(FormattableString path) => string.Format(
        CultureInfo.InvariantCulture, path.Format,
        [.. path.GetArguments().Select(id => Uri.EscapeDataString((string)id!))]);

    private static DeliveryResult.Unavailable? FaultOf(byte[] body)
    {
        try
        {
            if (body.Length > 0) JsonDocument.Parse(body).Dispose();
            return null;
        }
        catch (JsonException)
        {
            return new DeliveryResult.Unavailable(GenesysCodes.Nonsense);
        }
    }

    /// <summary>Says what support finds the call by. The IDs in its path are the customer's and stay out.</summary>
    private Ending Told(HttpMethod method, FormattableString path, Ending answer)
    {
        switch (answer.Fault)
        {
            // What is not there or not now is part of what a sink asks about; what comes of it, the order shows.
            case DeliveryResult.Refused refused when answer.Status is not (404 or 409) && IsNews(refused.Code):
                Log.Refused(logger, merchant, method.Method, path.Format, refused.Code, answer.CorrelationId);
                break;
            case DeliveryResult.Refused { Code: var code }:
                Log.NotDone(logger, merchant, method.Method, path.Format, code, answer.CorrelationId);
                break;
            case DeliveryResult.Unavailable { Code: var code }:
                Log.NotDone(logger, merchant, method.Method, path.Format, code, answer.CorrelationId);
                break;
        }

        return answer;
    }

    private bool IsNews(string code)
    {
        var now = clock.GetUtcNow();
        if (told.Code == code && now < told.At + ToldAgainAfter) return false;
        told = (code, now);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(7001, LogLevel.Warning, "Genesys Cloud of merchant {Merchant} refused {Method} {Path}: {Code}. "
            + "For its support: correlation ID {CorrelationId}.")]
        public static partial void Refused(
            ILogger logger, string merchant, string method, string path, string code, string correlationId);

        [LoggerMessage(7002, LogLevel.Debug, "Genesys Cloud of merchant {Merchant} did not do {Method} {Path}: {Code}. "
            + "For its support: correlation ID {CorrelationId}.")]
        public static partial void NotDone(
            ILogger logger, string merchant, string method, string path, string code, string correlationId);
    }
}
