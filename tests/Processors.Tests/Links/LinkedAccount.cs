using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.BitPay;
using CryptoPay.Processors.Tests.BtcPay;
using CryptoPay.Processors.Tests.Coinbase;
using CryptoPay.Processors.Tests.CoinbaseCommerce;
using CryptoPay.Processors.Tests.Signed;

namespace CryptoPay.Processors.Tests.Links;

/// <summary>One account of each kind, an invoice of it as its processor writes it, and the link in there.</summary>
internal sealed record LinkedAccount(
    IReadOnlyDictionary<string, string?> Settings, string InvoiceId, string Link, string Body)
{
    private static readonly InvoiceRequest Request = BtcPayDialect.Request;

    public static readonly IReadOnlyDictionary<string, LinkedAccount> ByKind = new Dictionary<string, LinkedAccount>
    {
        ["BitPay"] = new(BitPayDialect.Settings, BitPayDialect.InvoiceId,
            $"https://test.bitpay.com/invoice?id={BitPayDialect.InvoiceId}",
            BitPayDialect.Answer(BitPayDialect.Invoice(Request))),
        ["BtcPay"] = new(BtcPayDialect.Settings, BtcPayDialect.InvoiceId,
            $"http://127.0.0.1:23000/i/{BtcPayDialect.InvoiceId}", BtcPayDialect.InvoiceJson(Request)),
        ["Coinbase"] = new(CoinbaseDialect.Settings, CoinbaseDialect.CheckoutId,
            "https://payments.example.com/pl_01h8", CoinbaseDialect.CheckoutJson(Request)),
        ["CoinbaseCommerce"] = new(CoinbaseCommerceDialect.Settings, CoinbaseCommerceDialect.ChargeId,
            "https://commerce.example.com/charges/66BEOV2A",
            CoinbaseCommerceDialect.Answer(CoinbaseCommerceDialect.ChargeJson(Request))),
        ["Signed"] = new(SignedDialect.Settings, SignedDialect.PaymentId,
            $"https://pay.example.com/p/{SignedDialect.PaymentId}", SignedDialect.PaymentJson(Request)),
    };

    public string BodyWith(string link)
    {
        Assert.Contains($"\"{Link}\"", Body, StringComparison.Ordinal);
        return Body.Replace($"\"{Link}\"", $"\"{link}\"", StringComparison.Ordinal);
    }

    public LinkedAccount With(string setting, string value) =>
        this with { Settings = new Dictionary<string, string?>(Settings) { [setting] = value } };
}
