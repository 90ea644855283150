using System.Net;
using CryptoPay.Gateway.Qr;
using CryptoPay.Payments.PaymentIntents;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Tests.Qr;

public class QrTests(RunningGateway gateway)
{
    private const string PaymentUri =
        "bitcoin:bcrt1qexampleexampleexampleexampleexample0?amount=0.00123456&pj=https://shop.example.test/BTC/pj";

    private static readonly PaymentIntentView Payable = new()
    {
        PaymentIntentId = "pi",
        OrderId = "CC-1001",
        Status = "AwaitingPayment",
        CaseStatus = "Awaiting Payment",
        Outcome = "pending",
        IsFinal = false,
        IsPaid = false,
        ActionRequired = "none",
        Amount = "100.00",
        IsoCode = "USD",
        CryptoCode = "BTC",
        AmountPaid = "0.00",
        AmountDue = "100.00",
        Message = "Please pay.",
        CheckoutUrl = "https://shop.example.test/i/1",
        PaymentUri = PaymentUri,
        LinkToken = "dG9rZW4tdG9rZW4tdG9rZQ",
        Merchant = "north",
    };

    private readonly QrLinks links =
        new(Options.Create(new GatewayOptions { PublicBaseUrl = "https://pay.example.test" }));

    [Fact]
    public void The_link_is_built_from_the_configured_address() => Assert.Equal(
        "https://pay.example.test/qr/north/CC-1001/dG9rZW4tdG9rZW4tdG9rZQ.png",
        links.AddTo(Payable).QrCodeUrl);

    [Fact]
    public void The_image_holds_the_processors_own_payment_URI_or_else_its_page()
    {
        Assert.Equal(PaymentUri, QrLinks.ContentOf(Payable));
        Assert.Equal(Payable.CheckoutUrl, QrLinks.ContentOf(Payable with { PaymentUri = "" }));
    }

    [Fact]
    public void There_is_no_link_while_there_is_nothing_to_encode() =>
        Assert.Equal("", links.AddTo(Payable with { PaymentUri = "", CheckoutUrl = "" }).QrCodeUrl);

    [Theory]
    [InlineData("dG9rZW4tdG9rZW4tdG9rZQ", true)]
    [InlineData("dg9rzw4tdg9rzw4tdg9rzq", false)]
    [InlineData("dG9rZW4tdG9rZW4tdG9rZ", false)]
    [InlineData("", false)]
    public void Only_the_very_token_opens_it(string token, bool opens) =>
        Assert.Equal(opens, QrLinks.Opens(token, Payable));

    [Fact]
    public void A_payment_without_a_token_opens_to_nobody() =>
        Assert.False(QrLinks.Opens("", Payable with { LinkToken = "" }));

    [Theory]
    [InlineData("/qr/a+b/CC-1/token.png")]
    [InlineData("/qr/default/a+b/token.png")]
    public async Task What_cannot_be_a_payment_has_no_image(string path)
    {
        var response = await gateway.Send(Requests.Get(path));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("not_found", await response.ErrorCode());
    }

    [Theory]
    [InlineData(PaymentUri)]
    [InlineData("lightning:LNBCRT1230N1PJEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLE")]
    [InlineData("https://shop.example.test/i/1?a=b&c=%C3%A4#d")]
    public async Task A_wallet_reads_exactly_what_was_encoded(string content)
    {
        Assert.SkipUnless(Zbar.IsInstalled, Zbar.Missing);

        Assert.Equal(content, await Zbar.Read(QrImage.Png(content)));
    }
}
