using CryptoPay.Gateway.Answers;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Gateway.Accounts;

/// <summary>Asks the grains of the configured accounts, in time.</summary>
internal sealed class AccountCalls(IGrainFactory grains, ProcessorAccounts accounts, TimeProvider time)
{
    public async Task<IResult> List()
    {
        var answerTime = new AnswerTime(time);
        return TypedResults.Ok(new AccountList(
            [.. await Task.WhenAll(accounts.Names.Select(
                name => View(name, grain => answerTime.Ask(grain.Get))))]));
    }

    public async Task<IResult> Answer(string named, Func<IProcessorAccountGrain, Task<AccountPause>> call)
    {
        if (!accounts.TryFind(named, out var account, out var problem)) return problem;
        // Once: between a lost answer and its repeat another operator may have said otherwise.
        return TypedResults.Ok(await View(account, grain => new AnswerTime(time).Bound(call(grain))));
    }

    private async Task<AccountView> View(
        string account, Func<IProcessorAccountGrain, Task<AccountPause>> call)
    {
        var grain = grains.GetGrain<IProcessorAccountGrain>(IProcessorAccountGrain.KeyOf(account));
        return AccountView.Of(account, accounts.Kinds[account], await call(grain));
    }
}
