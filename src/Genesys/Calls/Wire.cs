using CryptoPay.Http;
using CryptoPay.Payments.Cases;

namespace CryptoPay.Genesys.Calls;

/// <summary>
/// Sends one request: every ending of HTTP is an <see cref="Ending"/>, and only cancellation throws. Nothing is sent
/// again here, as each kind of sink has a rule of its own for that.
/// </summary>
internal sealed class Wire(IHttpClientFactory clients, string clientName, TimeProvider clock)
{
    internal const int AnswerBytesMax = 1024 * 1024;
    internal static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    public async Task<Ending> Send(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(CallTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            using var client = clients.CreateClient(clientName);
            using var answer = await client.SendAsync(request, either.Token).ConfigureAwait(false);
            return await Ending.Of(answer, clock, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (HttpRequestException tooLong)
            when (tooLong.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            return Ending.None(new DeliveryResult.Unavailable(GenesysCodes.Nonsense));
        }
        catch (Exception thrown) when (FailedCall.Of(thrown) is { } failed)
        {
            return Ending.None(new DeliveryResult.Unavailable(failed.Code, WasSent: failed.WasSent));
        }
    }
}
