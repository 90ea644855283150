using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.Tests.Coins;

/// <summary>A tester's wallet must not be able to send real money.</summary>
public sealed class PaymentUriTests
{
    private const string Address = "0x00000000000000000000000000000000000000aB";

    [Theory]
    [InlineData("0.0133332", "13333200000000000")]
    [InlineData("20000000.00000001", "20000000000000010000000000")]
    public void Ether_is_asked_for_in_wei_on_a_test_network(string due, string wei) =>
        Assert.Equal($"ethereum:{Address}@11155111?value={wei}", Of("ETH", Coins(due)));

    [Theory]
    [InlineData("USDC", "33.33", "33330000")]
    [InlineData("USDT", "0.00000001", "1")]
    public void A_token_is_a_transfer_of_its_contract_on_a_test_network(string code, string due, string units) =>
        Assert.Equal(
            $"ethereum:{Coin.Find(code)!.Token}@11155111/transfer?address={Address}&uint256={units}",
            Of(code, Coins(due)));

    [Theory]
    [InlineData("BTC", $"bitcoin:{Address}")]
    [InlineData("ETH", $"ethereum:{Address}@11155111")]
    public void Where_nothing_is_due_no_amount_is_asked_for(string code, string uri)
    {
        Assert.Equal(uri, Of(code, 0));
        Assert.Equal(uri, Of(code, -1));
    }

    [Fact]
    public void Other_coins_are_asked_for_in_whole_coins() =>
        Assert.Equal($"bitcoin:{Address}?amount=0.00000546", Of("BTC", 0.00000546m));

    // Those of the standard's own page, with every letter in the other case.
    [Theory]
    [InlineData("0x5AaEB6053f3e94c9B9a09F33669435e7eF1bEaED")]
    [InlineData("0xFb6916095CA1DF60Bb79cE92Ce3eA74C37C5D359")]
    [InlineData("0xDBf03b407C01e7Cd3cbEA99509D93F8dddc8c6fb")]
    [InlineData("0xd1220a0CF47C7b9bE7a2e6ba89f429762E7B9AdB")]
    public void Every_letter_of_an_address_has_the_case_that_its_checksum_forbids(string refused) =>
        Assert.Equal(refused, EthereumAddress.WithWrongChecksum(refused[2..].ToLowerInvariant()));

    [Theory]
    [InlineData("ETH")]
    [InlineData("USDC")]
    [InlineData("USDT")]
    public void No_address_and_no_contract_of_it_can_pass_for_one_without_a_checksum(string code)
    {
        var coin = Coin.Find(code)!;
        string[] all = [.. Enumerable.Range(0, 1_000).Select(_ => coin.NewAddress()), .. coin.Token == ""
            ? Array.Empty<string>() : [coin.Token]];

        Assert.All(all, address =>
        {
            Assert.Matches("^0x[0-9a-fA-F]{40}$", address);
            Assert.Contains(address[2..], char.IsAsciiLetterLower);
            Assert.Contains(address[2..], char.IsAsciiLetterUpper);
            Assert.Equal(address, EthereumAddress.WithWrongChecksum(address[2..].ToLowerInvariant()));
        });
    }

    [Theory]
    [InlineData("BTC", "bcrt1q")]
    [InlineData("LTC", "rltc1q")]
    [InlineData("DOGE", "n")]
    public void Other_coins_addresses_begin_as_on_a_test_network(string code, string prefix) =>
        Assert.StartsWith(prefix, Coin.Find(code)!.NewAddress());

    private static string Of(string code, decimal due) => PaymentUri.Of(Coin.Find(code)!, Address, due);

    private static decimal Coins(string text) =>
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
