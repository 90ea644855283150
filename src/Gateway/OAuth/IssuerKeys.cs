using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CryptoPay.Gateway.OAuth;

/// <summary>
/// The issuer's keys, as last read. Who calls waits for them where there are none, but no longer than an answer may
/// take; while there are some they are read anew beside the calls.
/// </summary>
// The framework's own ConfigurationManager keeps the machine's time, reads a key that is new only after it refused the
// token, and lets whoever comes while the issuer hangs queue for a minute each.
internal sealed partial class IssuerKeys(Issuer issuer, TimeProvider time, ILogger<IssuerKeys> logger)
    : IConfigurationManager<OpenIdConnectConfiguration>
{
    /// <summary>The least time between two reads, so no token makes us ask the issuer more often.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>A key that the issuer has withdrawn is good for so long.</summary>
    public static readonly TimeSpan ReadPeriod = TimeSpan.FromHours(1);

    /// <summary>For how long keys are good while the issuer is away.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromDays(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private Task<bool> reading = Task.FromResult(false);
    private DateTimeOffset triedAt = DateTimeOffset.MinValue;
    private volatile Known? known;

    /// <exception cref="IssuerAwayException">There are none that may still be used.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        if (known?.Age(time) < ReadPeriod) return known.Issuer;
        var read = Read();
        if (!(known?.Age(time) < AgeMax)) await Ends(read);
        return known is { } still && still.Age(time) < AgeMax
            ? still.Issuer
            : throw new IssuerAwayException("its keys cannot be had");
    }

    void IConfigurationManager<OpenIdConnectConfiguration>.RequestRefresh() => _ = Read();

    /// <summary>For a token that names a key which is not among them. False: they are as they were.</summary>
    public Task<bool> ReadAgain() => Ends(Read());

    private async Task<bool> Ends(Task<bool> read)
    {
        try
        {
            return await read.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private Task<bool> Read()
    {
        lock (gate)
        {
            if (!reading.IsCompleted) return reading;
            if (time.GetUtcNow() - triedAt < Pause) return Task.FromResult(false);
            triedAt = time.GetUtcNow();
            return reading = Task.Run(ReadNow);
        }
    }

    private async Task<bool> ReadNow()
    {
        try
        {
            // Nobody's own call: who leaves leaves it to the others.
            known = new Known(await issuer.Read(CancellationToken.None), time.GetUtcNow());
            return true;
        }
        catch (IssuerAwayException away)
        {
            Log.NotRead(logger, issuer.Url, away.Message);
            return false;
        }
    }

    private sealed record Known(OpenIdConnectConfiguration Issuer, DateTimeOffset At)
    {
        public TimeSpan Age(TimeProvider time) => time.GetUtcNow() - At;
    }

    private static partial class Log
    {
        [LoggerMessage(5010, LogLevel.Warning, "The keys of {Issuer} cannot be read: {Why}.")]
        public static partial void NotRead(ILogger logger, string issuer, string why);
    }
}
