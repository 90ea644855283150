using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using CryptoPay.Grains.Interfaces.Access;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace CryptoPay.Grains.Access;

/// <summary>
/// One for each silo, so one try at a time: a hash is made to be slow, and strangers must not have all cores for it.
/// </summary>
[StatelessWorker(maxLocalWorkers: 1)]
internal sealed partial class SignInGrain(
    IOperatorStore operators, OperatorSecrets secrets, TimeProvider time, IMeterFactory meters,
    ILogger<SignInGrain> logger)
    : Grain, ISignInGrain
{
    /// <summary>A person mistypes twice or thrice; a guesser has five of a million codes in each lock.</summary>
    public const int TriesMax = 5;

    /// <summary>
    /// 480 tries a day at most, and the password before that. Not longer: who knows a name can keep its owner out with
    /// wrong tries. What the owner has open goes on.
    /// </summary>
    public static readonly TimeSpan LockPeriod = TimeSpan.FromMinutes(15);

    private readonly Counter<long> signIns = meters.Create("CryptoPay.Grains")
        .CreateCounter<long>("cryptopay.sign_ins", "{try}", "Tries of operators to sign in.");

    public async Task<Operator?> SignIn(SignInTry attempt, string sessionHash)
    {
        var now = time.GetUtcNow();
        var counted = await operators.CountTry(attempt.Name, TriesMax, now, now + LockPeriod);
        var isLocked = counted?.TryCount > TriesMax;
        var right = Compare(isLocked ? null : counted?.Secrets, attempt, now);
        if (right is not null && await Open(counted!, right, sessionHash, now))
        {
            Count("signed_in");
            return counted!.Who;
        }

        Count(isLocked ? "locked" : "wrong");
        if (counted?.TryCount == TriesMax) Log.Locked(logger, counted.Who.Name, LockPeriod.TotalMinutes);
        return null;
    }

    private RightSecrets? Compare(StoredSecrets? stored, SignInTry attempt, DateTimeOffset now)
    {
        try
        {
            return secrets.Compare(stored, attempt.Password.Value, attempt.Code.Value, now);
        }
        catch (CryptographicException unreadable)
        {
            throw new OrleansException("The secret of an operator's codes cannot be decrypted.", unreadable);
        }
    }

    private async Task<bool> Open(CountedTry counted, RightSecrets right, string sessionHash, DateTimeOffset now) =>
        await operators.TakeCode(counted.Who.Name, counted.Secrets, right.Step, right.PasswordHash)
        && await operators.StartSession(
            sessionHash, counted.Who, right.PasswordHash, now, now + ISessionsGrain.Lifetime);

    private void Count(string result) => signIns.Add(1, new KeyValuePair<string, object?>("result", result));

    private static partial class Log
    {
        // Only names that there are: in the field for the name people type passwords.
        [LoggerMessage(8101, LogLevel.Warning, "Operator {Name} cannot sign in for {Minutes} min, after five wrong "
            + "tries in a row.")]
        public static partial void Locked(ILogger logger, string name, double minutes);
    }
}
