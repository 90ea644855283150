using System.Collections.Immutable;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Tests.Processors;

public class ProcessorAccountsTests
{
    private static readonly ProcessorAccounts Accounts = new(["shop", "desk"], "shop")
    {
        Merchants = new Dictionary<string, ImmutableHashSet<string>>
        {
            ["shop"] = ["north"],
            ["desk"] = ["north", "south"],
        }.ToImmutableDictionary(),
    };

    [Theory]
    [InlineData("shop", "north", true)]
    [InlineData("desk", "south", true)]
    [InlineData("Desk", "south", true)]
    [InlineData("shop", "south", false)]
    [InlineData("shop", "NORTH", false)]
    [InlineData("shop", "", false)]
    [InlineData("elsewhere", "north", false)]
    [InlineData("", "north", false)]
    public void An_account_serves_its_merchants_and_nobody_else(string account, string merchant, bool serves) =>
        Assert.Equal(serves, Accounts.Serves(account, merchant));

    [Fact]
    public void An_account_of_which_nothing_is_said_serves_nobody() =>
        Assert.False(new ProcessorAccounts(["shop"], "shop").Serves("shop", "default"));
}
