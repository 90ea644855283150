using System.Net;
using System.Text.Json;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Node;

namespace CryptoPay.Gateway.Tests.OAuth;

public class RealIssuerTests
{
    [Fact]
    public async Task A_client_of_a_certified_provider_takes_a_payment_and_histories_name_it()
    {
        Assert.SkipUnless(NodeFolder.IsInstalled, NodeFolder.Missing);
        using var issuer = await RealIssuer.Open();
        await using var gateway = new Gateway(issuer);
        await gateway.InitializeAsync();
        var token = await issuer.Token("payments:create payments:read reports:read");

        var created = await Payments.Until(
            () => Send(gateway, token, Requests.Post(Payments.Path, Payments.Body("CC-oauth"))),
            answer => answer.StatusCode != HttpStatusCode.ServiceUnavailable);

        Assert.Equal("first", (await created.View()).Merchant);
        var events = JsonSerializer.Deserialize<PaymentIntentEvents>(
            await (await Send(gateway, token, Requests.Get($"{Payments.Path}/CC-oauth/events"))).Text(),
            JsonSerializerOptions.Web)!;
        Assert.Equal("client:contact-center", events.Events[0].Data["who"]);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await Send(gateway, token, Requests.Post($"{Payments.Path}/CC-oauth/cancel"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await Send(gateway, token, Requests.Get($"{Payments.Path}/CC-oauth?merchant=other"))).StatusCode);
        Assert.DoesNotContain(gateway.Log.Lines, line => line.Contains(token));
    }

    private static Task<HttpResponseMessage> Send(WholeGateway gateway, string token, HttpRequestMessage request) =>
        gateway.Send(TokenRig.With(token, request), key: null);

    private sealed class Gateway(RealIssuer issuer) : WholeGateway(
        "--environment=Development", $"--OAuth:Issuer={issuer.Url}", $"--OAuth:Audience={RealIssuer.Audience}");
}
