using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CryptoPay.Http;
using CryptoPay.Payments.Processors;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace CryptoPay.Processors.Http;

/// <summary>What an answer that is no success means at one processor.</summary>
/// <param name="Code">Safe to show and to log: never text out of a body that is not known.</param>
/// <param name="MayPass">It may be otherwise in a while: a fault of theirs, not of our request.</param>
internal readonly record struct HttpFault(string Code, bool MayPass, bool IsOfSettings = true);

internal delegate HttpFault ReadFault(HttpStatusCode status, ReadOnlySpan<byte> body);

/// <summary>One account's calls: turns every ending of HTTP into a result; only cancellation throws.</summary>
internal sealed class JsonCalls(IHttpClientFactory clients, string account, ReadFault readFault, TimeProvider clock)
{
    public Task<ProcessorResult<T>> Send<T>(
        HttpRequestMessage request, JsonTypeInfo<T> shape, CancellationToken cancellation) =>
        Send(request, async body => Parse(
            await body.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false), shape), cancellation);

    /// <summary>The rows that are wanted, of an answer that is one list of any length.</summary>
    public Task<ProcessorResult<ImmutableArray<JsonElement>>> Find(
        HttpRequestMessage request, Func<JsonElement, bool> isWanted, CancellationToken cancellation)
    {
        request.Options.Set(BoundedAnswer.IsLeftUnread, true);
        return Send(request, body => LongList.Find(body, isWanted, clock, cancellation), cancellation);
    }

    private async Task<ProcessorResult<T>> Send<T>(HttpRequestMessage request,
        Func<HttpContent, Task<ProcessorResult<T>>> read, CancellationToken cancellation)
    {
        try
        {
            using var client = clients.CreateClient(ProcessorHttp.ClientNameOf(account));
            using var answer = await client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            return answer.IsSuccessStatusCode
                ? await read(answer.Content).ConfigureAwait(false)
                : Fault<T>(answer, await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (BrokenCircuitException)
        {
            return new ProcessorResult<T>.Unavailable(CallCodes.CircuitOpen, WasSent: false);
        }
        catch (RateLimiterRejectedException)
        {
            return new ProcessorResult<T>.Unavailable(CallCodes.TooManyCalls, WasSent: false);
        }
        catch (TimeoutRejectedException)
        {
            return new ProcessorResult<T>.Unavailable(EndingCodes.Timeout);
        }
        catch (HttpRequestException tooLong)
            when (tooLong.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            return new ProcessorResult<T>.Nonsense("The answer is too long.");
        }
        catch (Exception thrown) when (FailedCall.Of(thrown) is { } failed)
        {
            return new ProcessorResult<T>.Unavailable(failed.Code, WasSent: failed.WasSent);
        }
    }

    private static ProcessorResult<T> Parse<T>(byte[] body, JsonTypeInfo<T> shape)
    {
        try
        {
            return JsonSerializer.Deserialize(body, shape) is { } value
                ? new ProcessorResult<T>.Found(value)
                : new ProcessorResult<T>.Nonsense("The answer is null.");
        }
        catch (JsonException)
        {
            // Its message can quote the body.
            return new ProcessorResult<T>.Nonsense("The answer is not the JSON that was expected.");
        }
    }

    private ProcessorResult<T> Fault<T>(HttpResponseMessage answer, byte[] body)
    {
        var fault = readFault(answer.StatusCode, body);
        return fault.MayPass
            ? new ProcessorResult<T>.Unavailable(fault.Code, RetryAfter.Of(answer, clock))
            : new ProcessorResult<T>.Refused(fault.Code, fault.IsOfSettings);
    }
}
