using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Gateway.Reviews;
using CryptoPay.Gateway.Settings;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.Tests.Bodies;

public class SecretMaterialTests
{
    // Version bytes of bitcoin, its test networks, litecoin, dogecoin and dash.
    [Theory]
    [InlineData(0x80)]
    [InlineData(0xEF)]
    [InlineData(0xB0)]
    [InlineData(0x9E)]
    [InlineData(0xCC)]
    public void A_private_key_in_import_format_is_found(byte version)
    {
        Assert.True(SecretMaterial.IsSecret(Base58Check([version, .. Key])));
        Assert.True(SecretMaterial.IsSecret(Base58Check([version, .. Key, 1])));
        Assert.True(SecretMaterial.IsSecret($"my key:{Base58Check([version, .. Key, 1])}, thanks"));
    }

    // Version bytes of xprv, yprv, zprv and tprv.
    [Theory]
    [InlineData("0488ADE4")]
    [InlineData("049D7878")]
    [InlineData("04B2430C")]
    [InlineData("04358394")]
    public void An_extended_private_key_is_found(string version)
    {
        byte[] chain = [.. Convert.FromHexString(version), .. new byte[9], .. Key];

        Assert.True(SecretMaterial.IsSecret(Base58Check([.. chain, 0, .. Key])));
        Assert.False(SecretMaterial.IsSecret(Base58Check([.. chain, 2, .. Key])));
    }

    [Fact]
    public void What_only_looks_like_a_key_passes()
    {
        var key = Base58Check([0x80, .. Key, 1]);
        var address = Base58Check([0, .. Key[..20]]);

        Assert.False(SecretMaterial.IsSecret(key[..^1] + (key[^1] == 'a' ? 'b' : 'a')));
        Assert.False(SecretMaterial.IsSecret(key[..^1]));
        Assert.False(SecretMaterial.IsSecret(address));
        Assert.False(SecretMaterial.IsSecret(Convert.ToHexString(Key)));
        Assert.False(SecretMaterial.IsSecret(new string('1', 52)));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(15)]
    [InlineData(18)]
    [InlineData(21)]
    [InlineData(24)]
    public void A_seed_phrase_is_found_by_its_shape(int words)
    {
        var phrase = string.Join(' ', Enumerable.Repeat("abandon", words - 1).Append("about"));

        Assert.True(SecretMaterial.IsSecret(phrase));
        Assert.True(
            SecretMaterial.IsSecret($"  {phrase.ToUpperInvariant().Replace(" ", "  ", StringComparison.Ordinal)} "));
        Assert.False(SecretMaterial.IsSecret(phrase + " zoo"));
    }

    [Theory]
    [InlineData("The caller asked for another invoice because the first one was expired.")]
    [InlineData("caller asked for another invoice since the last one had expired today")]
    [InlineData("wants to pay the rest of order seven today with another wallet")]
    public void A_remark_passes(string remark) => Assert.False(SecretMaterial.IsSecret(remark));

    [Theory]
    [InlineData("""{"posLabel":"SECRET"}""", "posLabel")]
    [InlineData("""{"metadata":{"note":"SECRET"}}""", "metadata")]
    [InlineData("""{"metadata":{"SECRET":"note"}}""", "metadata")]
    [InlineData("""{"orderId":"SECRET"}""", "orderId")]
    [InlineData("""{"ignored":[{"deep":["SECRET"]}]}""", "body")]
    [InlineData("""{"SECRET":1}""", "body")]
    [InlineData("""["SECRET"]""", "body")]
    public void A_request_with_a_secret_anywhere_is_refused_and_does_not_say_it_back(string body, string field)
    {
        var secret = Base58Check([0x80, .. Key, 1]);

        var refused = CreateRequest.Parse(
            Encoding.UTF8.GetBytes(body.Replace("SECRET", secret, StringComparison.Ordinal)), new LimitOptions(),
            Payments.NoHosts);

        var errors = Assert.IsType<RequestBody<CreateRequest>.HoldsSecret>(refused).Errors;
        Assert.Equal([field], errors.Keys);
        Assert.DoesNotContain(secret, errors[field].Single());
    }

    [Fact]
    public void Each_body_names_its_own_fields_and_no_others()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"reason":"{{Base58Check([0x80, .. Key, 1])}}"}""");

        var review = Assert.IsType<RequestBody<ReviewResolution>.HoldsSecret>(ReviewBody.Parse(body, "tests"));
        var create = Assert.IsType<RequestBody<CreateRequest>.HoldsSecret>(
            CreateRequest.Parse(body, new LimitOptions(), Payments.NoHosts));
        Assert.Equal(("reason", "body"), (review.Errors.Keys.Single(), create.Errors.Keys.Single()));
    }

    private static readonly byte[] Key = SHA256.HashData("not anybody's key"u8);

    private static string Base58Check(byte[] payload)
    {
        byte[] bytes = [.. payload, .. SHA256.HashData(SHA256.HashData(payload))[..4]];
        var text = "";
        for (var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true); number > 0; number /= 58)
        {
            text = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[(int)(number % 58)] + text;
        }

        return new string('1', bytes.TakeWhile(b => b == 0).Count()) + text;
    }
}
