using System.Net;
using CryptoPay.Gateway.Links;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.Qr;

/// <summary>The link of a real payment, as whoever has it opens it: without a key.</summary>
public class QrLinkTests(WholeGateway gateway)
{
    [Fact]
    public async Task The_link_shows_the_processors_payment_URI_exactly()
    {
        Assert.SkipUnless(Zbar.IsInstalled, Zbar.Missing);
        var view = await gateway.Opened("CC-qr");

        var answer = await Open(view.QrCodeUrl);

        Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal(["cross-origin"], answer.Headers.GetValues("Cross-Origin-Resource-Policy"));
        Assert.Equal(
            view.PaymentUri, await Zbar.Read(await answer.Content.ReadAsByteArrayAsync(Requests.Cancellation)));
    }

    [Fact]
    public async Task Only_the_orders_own_token_opens_it()
    {
        var view = await gateway.Opened("CC-qr-mine");
        var other = await gateway.Opened("CC-qr-yours");
        var token = view.QrCodeUrl.Split('/')[^1][..^".png".Length];

        Assert.Equal(HttpStatusCode.OK, (await Open(view.QrCodeUrl)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound, (await Open(other.QrCodeUrl.Replace("CC-qr-yours", "CC-qr-mine"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Open($"/qr/first/CC-qr-mine/{token[1..]}.png")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Open($"/qr/first/CC-qr-mine/{token}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Open("/qr/first/CC-qr-mine/hidden")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Open($"/qr/other/CC-qr-mine/{token}.png")).StatusCode);
    }

    [Fact]
    public async Task Before_there_is_an_invoice_there_is_no_image_even_for_who_guesses_the_link()
    {
        // A coin that the processor does not take never gets one.
        await (await gateway.Post(Payments.Body("CC-qr-none", cryptoCode: "XYZ"))).View();
        var token = await gateway.Services.GetRequiredService<LinkTokens>()
            .Of(OrderLinks.Qr, new(WholeGateway.Merchant, "CC-qr-none"));

        Assert.Equal(HttpStatusCode.NotFound, (await Open($"/qr/first/CC-qr-none/{token}.png")).StatusCode);
    }

    private Task<HttpResponseMessage> Open(string url) => gateway.Send(Requests.Get(url), key: null);
}
