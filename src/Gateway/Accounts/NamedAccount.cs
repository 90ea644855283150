using System.Diagnostics.CodeAnalysis;
using CryptoPay.Gateway.Answers;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Gateway.Accounts;

/// <summary>The processor account that a call names, in any case, as in the settings.</summary>
internal static class NamedAccount
{
    public static bool TryFind(
        this ProcessorAccounts accounts, string named, [NotNullWhen(true)] out string? account,
        [NotNullWhen(false)] out IResult? problem)
    {
        account = accounts.Names.FirstOrDefault(name => name.Equals(named, StringComparison.OrdinalIgnoreCase));
        problem = account is not null ? null : Problems.Of(
            StatusCodes.Status404NotFound, ProblemCodes.AccountNotFound,
            $"There is no processor account of this name. There are: {string.Join(", ", accounts.Names)}.");
        return account is not null;
    }
}
