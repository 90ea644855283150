using System.Security.Cryptography;
using System.Text;
using CryptoPay.Processors.BitPay;

namespace CryptoPay.Processors.Tests.BitPay;

public sealed class BitPaySignerTests
{
    // openssl ec -in key.der -inform DER -pubout -conv_form compressed -outform DER | tail -c 33 | xxd -p -c 33
    private const string Identity = "0315b8694c3a84272e27e1c941f8cd331d1b336ab351944f7e2afcc710f754572b";

    [Theory]
    [InlineData("https://bitpay.com/invoices?token=a&orderId=1")]
    [InlineData("""https://bitpay.com/invoices{"itemDesc":"Gespräch 支払い ✓"}""")]
    public void A_signature_verifies_over_the_UTF8_bytes_of_any_language(string signed)
    {
        var (identity, signature) = BitPaySigner.Sign(BitPayDialect.MerchantKey, signed);

        Assert.Equal(Identity, identity);
        Assert.True(Verifies(signature, signed));
        Assert.False(Verifies(signature, $"{signed} "));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no hex")]
    [InlineData("8d5ec57ba9ada298a9c51d997a12345a7cf45ad2244d4fa067cf7a44201328")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void What_is_no_private_key_of_the_curve_is_not_usable(string? key) =>
        Assert.False(BitPaySigner.IsUsable(key));

    private static bool Verifies(string signature, string signed)
    {
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.CreateFromFriendlyName("secp256k1"),
            D = Convert.FromHexString(BitPayDialect.MerchantKey),
        });
        return key.VerifyData(Encoding.UTF8.GetBytes(signed), Convert.FromHexString(signature),
            HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
