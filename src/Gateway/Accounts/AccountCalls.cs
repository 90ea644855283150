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

    /// <param name="named">In any case, as in the settings.</param>
    public async Task<IResult> Answer(string named, Func<IProcessorAccountGrain, Task<AccountPause>> call)
    {
        var account = accounts.Names.FirstOrDefault(name => name.Equals(named, StringComparison.OrdinalIgnoreCase));
        return account is null
            ? Problems.Of(
                StatusCodes.Status404NotFound, ProblemCodes.AccountNotFound,
                $"There is no processor account of this name. There are: {string.Join(", ", accounts.Names)}.")
            // Once: between a lost answer and its repeat another operator may have said otherwise.
            : TypedResults.Ok(await View(account, grain => new AnswerTime(time).Bound(call(grain))));
    }

    private async Task<AccountView> View(
        string account, Func<IProcessorAccountGrain, Task<AccountPause>> call)
    {
        var grain = grains.GetGrain<IProcessorAccountGrain>(IProcessorAccountGrain.KeyOf(account));
        return AccountView.Of(account, accounts.Kinds[account], await call(grain));
    }
}
