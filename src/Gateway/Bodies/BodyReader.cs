using System.Diagnostics;
using System.Diagnostics.Metrics;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Settings;

namespace CryptoPay.Gateway.Bodies;

/// <summary>
/// Reads the body of a call. Counts in <c>cryptopay.unset_variables</c>, by key and field, what a flow sent for a
/// variable without a value: some template is wrong, or some customer was asked nothing. And in
/// <c>cryptopay.secrets_refused</c> what held a wallet's secret: an agent asks for it, or a customer is deceived.
/// </summary>
internal sealed class BodyReader(IMeterFactory meters) : IDisposable
{
    /// <summary>A flow's bodies are below a fourth of this.</summary>
    private const int SmallBytesMax = 8 * 1024;

    /// <summary>
    /// To look for secrets in 64 KiB can take more than half a second of a core: a few at once would hold up everybody.
    /// </summary>
    private readonly SemaphoreSlim largeTurn = new(1);

    private readonly Counter<long> unset = meters.Create(GatewayMeter.Name)
        .CreateCounter<long>("cryptopay.unset_variables", "{field}", "Fields that held a variable's name.");

    private readonly Counter<long> secrets = meters.Create(GatewayMeter.Name)
        .CreateCounter<long>("cryptopay.secrets_refused", "{field}", "Fields that held a private key or a seed phrase.");

    /// <param name="go">Goes on with what a good body says.</param>
    /// <exception cref="BadHttpRequestException">The body could not be read.</exception>
    public async Task<IResult> Read<T>(
        HttpContext http, Func<ReadOnlyMemory<byte>?, RequestBody<T>> parse, Func<T, Task<IResult>> go)
    {
        var body = await Parsed(await BoundedBody.Read(http.Request, http.RequestAborted), parse, http.RequestAborted);
        foreach (var field in body.Unset) unset.Add(1, new("key", http.User.Name()), new("field", field));
        return body switch
        {
            RequestBody<T>.Valid valid => await go(valid.Value),
            RequestBody<T>.Invalid invalid => Problems.OfFields(invalid.Errors),
            RequestBody<T>.HoldsSecret secret => RefuseSecret(http, secret.Errors),
            _ => throw new UnreachableException(),
        };
    }

    public void Dispose() => largeTurn.Dispose();

    private async Task<RequestBody<T>> Parsed<T>(
        ReadOnlyMemory<byte>? bytes, Func<ReadOnlyMemory<byte>?, RequestBody<T>> parse, CancellationToken cancellation)
    {
        if (bytes is not { Length: > SmallBytesMax }) return parse(bytes);
        await largeTurn.WaitAsync(cancellation);
        try
        {
            return parse(bytes);
        }
        finally
        {
            largeTurn.Release();
        }
    }

    private IResult RefuseSecret(HttpContext http, IDictionary<string, string[]> errors)
    {
        foreach (var field in errors.Keys) secrets.Add(1, new("key", http.User.Name()), new("field", field));
        return Problems.OfFields(errors, ProblemCodes.SecretInRequest);
    }
}
