using System.Net;
using CryptoPay.Gateway.Tests.OAuth;
using CryptoPay.Gateway.Tests.People;
using CryptoPay.Node;

namespace CryptoPay.Gateway.Tests.Oidc;

public class RealProviderTests
{
    [Fact]
    public async Task People_of_a_certified_provider_sign_in_if_they_have_a_role()
    {
        Assert.SkipUnless(NodeFolder.IsInstalled, NodeFolder.Missing);
        using var issuer = await RealIssuer.Open();
        await using var gateway = new PeopleGateway(
        [
            .. OidcRig.Settings(issuer.Url), $"--Oidc:ClientSecret={RealIssuer.ClientSecret}",
            $"--OAuth:Issuer={issuer.Url}", $"--OAuth:Audience={RealIssuer.Audience}",
        ]);
        await gateway.InitializeAsync();
        var (anna, guest) = (new Browser(gateway), new Browser(gateway));

        var wayBack = await issuer.SignIn("anna", (await anna.Begin("/dashboard")).Address);
        var welcome = await anna.Get(wayBack);
        var refused = await guest.Get(await issuer.SignIn("guest", (await guest.Begin()).Address));

        Assert.Contains("0;url=/dashboard", await welcome.Text());
        Assert.Equal(HttpStatusCode.OK, (await anna.Get("/dashboard/")).StatusCode);
        Assert.Contains("operator:oidc/anna", await (await anna.Get("/")).Text());
        Assert.Equal(HttpStatusCode.BadRequest, (await anna.Get(wayBack)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.False(guest.HasSession);
    }

    [Fact]
    public async Task What_a_person_signs_in_with_does_not_open_the_API()
    {
        Assert.SkipUnless(NodeFolder.IsInstalled, NodeFolder.Missing);
        using var issuer = await RealIssuer.Open();
        await using var gateway = new WholeGateway(
            "--environment=Development", $"--OAuth:Issuer={issuer.Url}", $"--OAuth:Audience={RealIssuer.Audience}");
        await gateway.InitializeAsync();
        // It knows the keys, so what is refused is refused for what it is. 400 says that the token is in.
        var known = await Payments.Until(
            () => gateway.Send(TokenRig.With(issuer.Token("payments:read").Result), key: null),
            answer => answer.StatusCode != HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.BadRequest, known.StatusCode);

        var answer = await gateway.Send(TokenRig.With(await issuer.IdToken("anna")), key: null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("another audience", answer.Headers.WwwAuthenticate.ToString());
    }
}
