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
            [.. await Task.WhenAll(accounts.Names.Select(name => View(name, answerTime, grain => grain.Get())))]));
    }

    /// <param name="named">In any case, as in the settings.</param>
    public async Task<IResult> Answer(string named, Func<IProcessorAccountGrain, Task<AccountPause>> call)
    {
        var account = accounts.Names.FirstOrDefault(name => name.Equals(named, StringComparison.OrdinalIgnoreCase));
        return account is null
            ? Problems.Of(
                StatusCodes.Status404NotFound, ProblemCodes.AccountNotFound,
                $"There is no processor account of this name. There are: {string.Join(", ", accounts.Names)}.")
            : TypedResults.Ok(await View(account, new AnswerTime(time), call));
    }

    private async Task<AccountView> View(
        string account, AnswerTime answerTime, Func<IProcessorAccountGrain, Task<AccountPause>> call)
    {
        var grain = grains.GetGrain<IProcessorAccountGrain>(IProcessorAccountGrain.KeyOf(account));
        return AccountView.Of(account, accounts.Kinds[account], await answerTime.Ask(() => call(grain)));
    }
}
