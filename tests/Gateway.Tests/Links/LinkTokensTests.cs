using CryptoPay.Gateway.Links;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.Links;

public class LinkTokensTests(WholeGateway gateway)
{
    [Fact]
    public async Task A_token_is_the_same_each_time_and_of_one_purpose_merchant_and_order()
    {
        var tokens = gateway.Services.GetRequiredService<LinkTokens>();
        string[] all =
        [
            await tokens.Of(OrderLinks.Qr, new("north", "CC-1")), await tokens.Of("pay", new("north", "CC-1")),
            await tokens.Of(OrderLinks.Qr, new("south", "CC-1")),
            await tokens.Of(OrderLinks.Qr, new("north", "CC-2")),
        ];

        Assert.Equal(all[0], await tokens.Of(OrderLinks.Qr, new("north", "CC-1")));
        Assert.Distinct(all);
        Assert.All(all, token => Assert.Matches(@"\A[A-Za-z0-9_-]{32}\z", token));
    }

    [Fact]
    public async Task Every_answer_about_an_order_and_every_list_has_the_same_link()
    {
        var view = await gateway.Opened("CC-link");

        Assert.Equal(view.QrCodeUrl, (await gateway.Read("CC-link")).QrCodeUrl);
        Assert.Contains($"\"qrCodeUrl\":\"{view.QrCodeUrl}\"", await (await gateway.Look("?take=200")).Text());
    }
}
