using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments;
using CryptoPay.Payments.Classification;
using CryptoPay.Payments.Views;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Resuming;

/// <summary>
/// One for each merchant, and one try at a time: of many at once each is counted before the next is looked at. The
/// counts are in memory: whoever can end the process need not guess.
/// </summary>
internal sealed partial class ResumeGrain(
    ResumeCodes codes, ResumePolicy policy, TimeProvider time, ILogger<ResumeGrain> logger) : Grain, IResumeGrain
{
    private readonly WrongCodes wrong = new(policy, time);

    /// <summary>Whoever reads this memory knows no caller by it.</summary>
    private readonly byte[] callersKey = RandomNumberGenerator.GetBytes(32);

    public async Task<ResumeAnswer> Resume(Sensitive code, Sensitive callerId)
    {
        var caller = Convert.ToHexString(HMACSHA256.HashData(callersKey, Encoding.UTF8.GetBytes(callerId.Value)));
        if (wrong.ExcessOf(caller) is { } excess)
        {
            if (excess.IsNews) Tell(excess, callerId);
            return new ResumeAnswer(null, excess.Wait);
        }

        if (await Find(code) is { } view) return new ResumeAnswer(view);
        wrong.Add(caller);
        // Idle, it would be collected in a quarter of an hour, and the counts with it.
        DelayDeactivation(WrongCodes.Period);
        return new ResumeAnswer(null);
    }

    /// <summary>A row may hold a code that is over; only the order can tell.</summary>
    private async Task<PaymentIntentView?> Find(Sensitive code)
    {
        if (await codes.OrderOf(this.GetPrimaryKeyString(), code) is not { } order) return null;
        var answer = await GrainFactory.GetGrain<IPaymentIntentGrain>(order).Get();
        return answer.View is { } view && AreSame(view.ResumeCode, code.Value) ? view : null;
    }

    /// <summary>In constant time.</summary>
    private static bool AreSame(string code, string right) => CryptographicOperations.FixedTimeEquals(
        MemoryMarshal.AsBytes(code.AsSpan()), MemoryMarshal.AsBytes(right.AsSpan()));

    private void Tell(Excess excess, Sensitive callerId)
    {
        if (excess.IsOfAll) TellOfAll();
        else Log.Caller(logger, callerId.Value, this.GetPrimaryKeyString(), policy.WrongPerCaller);
    }

    private void TellOfAll() =>
        Log.MerchantsCallers(logger, this.GetPrimaryKeyString(), policy.WrongPerMerchant);

    private static partial class Log
    {
        [LoggerMessage(8201, LogLevel.Error,
            "A caller ({Caller}) of merchant {Merchant} tried {Count} wrong resume codes within an hour, "
            + "and is refused.")]
        public static partial void Caller(ILogger logger, [Caller] string caller, string merchant, int count);

        [LoggerMessage(8202, LogLevel.Error,
            "Callers of merchant {Merchant} tried {Count} wrong resume codes within an hour. All are refused.")]
        public static partial void MerchantsCallers(ILogger logger, string merchant, int count);
    }
}
