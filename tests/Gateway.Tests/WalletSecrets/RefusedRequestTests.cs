using System.Text;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Gateway.Reviews;
using CryptoPay.Gateway.Settings;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.Tests.WalletSecrets;

/// <summary>A request with what opens a wallet is refused whole, and does not say it back.</summary>
public class RefusedRequestTests
{
    private static readonly string Key = WalletKeys.Base58Check([0x80, .. WalletKeys.Bytes, 1]);

    [Theory]
    [InlineData("""{"posLabel":"SECRET"}""", "posLabel")]
    [InlineData("""{"metadata":{"note":"SECRET"}}""", "metadata")]
    [InlineData("""{"metadata":{"SECRET":"note"}}""", "metadata")]
    [InlineData("""{"orderId":"SECRET"}""", "orderId")]
    [InlineData("""{"ignored":[{"deep":["SECRET"]}]}""", "body")]
    [InlineData("""{"SECRET":1}""", "body")]
    [InlineData("""["SECRET"]""", "body")]
    public void Wherever_it_stands(string body, string field)
    {
        var errors = Refused(body.Replace("SECRET", Key, StringComparison.Ordinal));

        Assert.Equal([field], errors.Keys);
        Assert.DoesNotContain(Key, errors[field].Single());
    }

    [Fact]
    public void A_phrase_in_parts_is_found_whatever_stands_between_them_and_all_its_fields_are_named()
    {
        var errors = Refused("""
            {"posLabel":"1. abandon 2. ability 3. able 4. about",
             "metadata":{"b":"above, absent: absorb; abstract","n":12,"c":["absurd","abuse"],"d":"access / accident"}}
            """);

        Assert.Equal(["metadata", "posLabel"], errors.Keys.Order());
    }

    [Fact]
    public void Fields_that_are_named_alike_and_hold_the_same_are_no_phrase()
    {
        var metadata = string.Join(',', Enumerable.Range(1, 20).Select(i => $$"""
            "key-{{i}}":"secret-value"
            """));

        var read = CreateRequest.Parse(
            Encoding.UTF8.GetBytes($$$"""
                {"orderId":"CC-1","amount":"1","currency":{"isoCode":"USD","cryptoCode":"BTC"},
                 "metadata":{ {{{metadata}}} } }
                """),
            new LimitOptions(), Payments.NoHosts);

        Assert.IsType<RequestBody<CreateRequest>.Valid>(read);
    }

    [Fact]
    public void A_key_file_of_a_wallet_is_found_as_JSON()
    {
        var errors = Refused("""{"metadata":{"file":{"Crypto":{"ciphertext":"00","KDF":"scrypt"}}}}""");

        Assert.Equal(["metadata"], errors.Keys);
    }

    [Fact]
    public void Each_body_names_its_own_fields_and_no_others()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"reason":"{{Key}}"}""");

        var review = Assert.IsType<RequestBody<ReviewResolution>.HoldsSecret>(ReviewBody.Parse(body, "tests"));
        var create = Refused($$"""{"reason":"{{Key}}"}""");
        Assert.Equal(("reason", "body"), (review.Errors.Keys.Single(), create.Keys.Single()));
    }

    private static IDictionary<string, string[]> Refused(string body) =>
        Assert.IsType<RequestBody<CreateRequest>.HoldsSecret>(
            CreateRequest.Parse(Encoding.UTF8.GetBytes(body), new LimitOptions(), Payments.NoHosts)).Errors;
}
