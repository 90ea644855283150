using CryptoPay.Payments.Views;

namespace CryptoPay.Payments.Tests.Views;

/// <summary>IDs of payments as each kind of processor gives them.</summary>
public class TransactionIdTests
{
    private const string Hash = "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b";

    [Theory]
    [InlineData($"{Hash}-0", Hash, "0")] // BTCPay Server, and what the contract of Signed asks for
    [InlineData($"{Hash}-17", Hash, "17")]
    [InlineData($"{Hash}:1", Hash, "1")] // Signed, as wallets write an output
    [InlineData(Hash, Hash, "")] // BitPay, and Commerce of a Bitcoin charge
    [InlineData($"0x{Hash}", $"0x{Hash}", "")] // Coinbase, and Commerce of an Ethereum charge
    [InlineData($"0x{Hash}-2", $"0x{Hash}", "2")]
    public void It_holds_the_hash_and_perhaps_the_output(string paymentId, string hash, string outputIndex) =>
        Assert.Equal((hash, outputIndex), TransactionId.Of(paymentId));

    [Theory]
    [InlineData("")]
    [InlineData("transfer-1")]
    [InlineData("3c1ad8b2-6e8a-4d1c-9a57-2f7b1c0e9f11")]
    [InlineData("0xf00d")]
    [InlineData($"{Hash}0")]
    [InlineData($"{Hash}-")]
    [InlineData($"{Hash}-x")]
    [InlineData($"{Hash}-0\n")]
    [InlineData($"javascript:{Hash}")]
    public void Of_any_other_form_nothing_is_made_up(string paymentId) =>
        Assert.Equal(("", ""), TransactionId.Of(paymentId));
}
