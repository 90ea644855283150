using System.Net;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Links;
using CryptoPay.Payments.Views;
using CryptoPay.WebPages;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.Qr;

public class QrTests(RunningGateway gateway, WholeGateway whole)
{
    private const string PaymentUri =
        "bitcoin:bcrt1qexampleexampleexampleexampleexample0?amount=0.00123456&pj=https://shop.example.test/BTC/pj";

    private static readonly PaymentIntentView Payable = SampleView.Payable with
    {
        PaymentUri = PaymentUri,
        LinkToken = "dG9rZW4tdG9rZW4tdG9rZQ",
        Merchant = "north",
    };

    [Fact]
    public async Task The_link_is_built_from_the_configured_address() => Assert.Equal(
        $"{whole.Address.GetLeftPart(UriPartial.Authority)}/qr/north/CC-1001/dG9rZW4tdG9rZW4tdG9rZQ.png", await LinkOf(Payable));

    [Fact]
    public void The_image_holds_the_processors_own_payment_URI_or_else_its_page()
    {
        Assert.Equal([PaymentUri, Payable.CheckoutUrl], OrderLinks.ContentsOf(Payable));
        Assert.Equal([Payable.CheckoutUrl], OrderLinks.ContentsOf(Payable with { PaymentUri = "" }));
    }

    [Fact]
    public async Task There_is_no_link_while_there_is_nothing_to_encode_or_once_it_is_over()
    {
        Assert.Equal("", await LinkOf(Payable with { PaymentUri = "", CheckoutUrl = "" }));
        Assert.Equal("", await LinkOf(Payable with { IsLinkOver = true }));
        Assert.Empty(OrderLinks.ContentsOf(Payable with { IsLinkOver = true }));
    }

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
    [InlineData("bitcoin:bcrt1qexample?label=Z\u00fcrich")]
    // In Latin-1 its bytes are taken for Big5: findings/qrcoder-latin1-read-as-big5.sh.
    [InlineData("bitcoin:bcrt1qexample?label=Se\u00f1or P\u00e9rez")]
    [InlineData("bitcoin:bcrt1qexample?label=\u6771\u4eac \u2615 \ud83d\ude80")]
    public async Task A_wallet_reads_exactly_what_was_encoded(string content)
    {
        Assert.SkipUnless(Zbar.IsInstalled, Zbar.Missing);

        Assert.Equal(content, await Zbar.Read(QrCode.Png(content)!));
    }

    [Theory]
    [InlineData(2331)]
    [InlineData(2332)]
    [InlineData(2953)]
    public async Task A_long_text_is_read_too(int chars)
    {
        Assert.SkipUnless(Zbar.IsInstalled, Zbar.Missing);
        var content = "lightning:" + new string('x', chars - "lightning:".Length);

        Assert.Equal(content, await Zbar.Read(QrCode.Png(content)!));
    }

    [Fact]
    public void What_no_QR_code_holds_has_no_image_and_is_no_fault()
    {
        Assert.All([2954, 2955, 4096], chars => Assert.Null(QrCode.Png(new string('x', chars))));
        // Two bytes each, behind a mark that says so, which takes two more.
        Assert.All(Enumerable.Range(1163, 4), chars => Assert.NotNull(QrCode.Png(new string('\u00fc', chars))));
        Assert.NotNull(QrCode.Png(new string('\u00fc', 1476)));
        Assert.Null(QrCode.Png(new string('\u00fc', 1477)));
    }

    [Fact]
    public async Task A_payment_URI_that_is_too_long_gives_way_to_the_processors_page()
    {
        Assert.SkipUnless(Zbar.IsInstalled, Zbar.Missing);
        var tooLong = "lightning:" + new string('x', 4000);

        var image = OrderLinks.ImageOf(Payable with { PaymentUri = tooLong });

        Assert.Equal(Payable.CheckoutUrl, await Zbar.Read(image!));
        Assert.Null(OrderLinks.ImageOf(Payable with { PaymentUri = tooLong, CheckoutUrl = tooLong }));
    }

    private async Task<string> LinkOf(PaymentIntentView view) =>
        (await whole.Services.GetRequiredService<OrderLinks>().AddTo(view, new AnswerTime(TimeProvider.System)))
        .QrCodeUrl;
}
