using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;

namespace CryptoPay.Gateway.Tests.Listening;

/// <summary>With real certificates, over TLS on the loopback.</summary>
public sealed class ClientCertificatesTests : IDisposable
{
    private const string Subject = "dataactions.prod.us-east-1.example.test";

    private readonly Authority genesys = new("CN=Regional Root");

    [Fact]
    public async Task A_key_that_needs_a_certificate_opens_with_the_right_one_and_not_with_another_or_none()
    {
        await using var gateway = await Started();

        Assert.Equal(HttpStatusCode.BadRequest, await AnswerTo(gateway, genesys.Issue($"CN={Subject}")));
        Assert.Equal(HttpStatusCode.BadRequest, await AnswerTo(gateway, genesys.Issue($"O=Genesys, CN={Subject}, C=US")));
        Assert.Equal(HttpStatusCode.BadRequest, await AnswerTo(gateway, genesys.Issue($"CN={Subject}", purpose: null)));
        Assert.Equal(HttpStatusCode.Unauthorized, await AnswerTo(gateway, genesys.Issue("CN=other.example.test")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AnswerTo(gateway, null));
    }

    // Who has no common name has a "simple name" all the same, and it may be this one.
    [Fact]
    public async Task Only_the_one_common_name_is_the_subject()
    {
        await using var gateway = await Started();
        string[] others =
        [
            $"O={Subject}", $"OU={Subject}", $"CN={Subject}, CN=other.example.test",
            $"CN=other.example.test, CN={Subject}", $"CN={Subject}.other.example.test",
        ];

        foreach (var subject in others)
            Assert.Equal(HttpStatusCode.Unauthorized, await AnswerTo(gateway, genesys.Issue(subject)));
    }

    [Fact]
    public async Task What_is_not_in_date_or_for_a_client_or_of_our_authority_does_not_even_connect()
    {
        using var other = new Authority("CN=Regional Root");
        await using var gateway = await Started();
        X509Certificate2[] bad =
        [
            other.Issue($"CN={Subject}"),
            genesys.Issue($"CN={Subject}", fromDay: -2, toDay: -1),
            genesys.Issue($"CN={Subject}", fromDay: 1, toDay: 2),
            genesys.Issue($"CN={Subject}", purpose: Authority.ServerAuthentication),
        ];

        foreach (var certificate in bad)
            await Assert.ThrowsAsync<HttpRequestException>(() => AnswerTo(gateway, certificate));
    }

    [Fact]
    public async Task Without_authorities_no_certificate_is_believed()
    {
        await using var gateway = await Started([], []);

        await Assert.ThrowsAsync<HttpRequestException>(() => AnswerTo(gateway, genesys.Issue($"CN={Subject}")));
    }

    [Fact]
    public async Task An_endpoint_that_requires_one_lets_nobody_in_without()
    {
        await using var gateway = await Started(
            new() { ["Kestrel:Endpoints:tls:ClientCertificateMode"] = "RequireCertificate" }, genesys);

        Assert.Equal(HttpStatusCode.BadRequest, await AnswerTo(gateway, genesys.Issue($"CN={Subject}")));
        await Assert.ThrowsAsync<HttpRequestException>(() => AnswerTo(gateway, null));
    }

    [Fact]
    public async Task The_authorities_are_read_again_when_the_file_changes()
    {
        using var next = new Authority("CN=Next Root");
        await using var gateway = await Started();
        await Assert.ThrowsAsync<HttpRequestException>(() => AnswerTo(gateway, next.Issue($"CN={Subject}")));

        gateway.Believe(genesys, next);

        Assert.Equal(HttpStatusCode.BadRequest, await AnswerTo(gateway, next.Issue($"CN={Subject}")));
        Assert.Equal(HttpStatusCode.BadRequest, await AnswerTo(gateway, genesys.Issue($"CN={Subject}")));
        gateway.Believe(next);
        await Assert.ThrowsAsync<HttpRequestException>(() => AnswerTo(gateway, genesys.Issue($"CN={Subject}")));
    }

    [Fact]
    public async Task While_the_file_is_broken_nobody_is_believed_and_the_log_says_so_once()
    {
        await using var gateway = await Started();
        foreach (var text in new[] { "", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" })
        {
            await File.WriteAllTextAsync(gateway.Authorities, text, Requests.Cancellation);
            await Assert.ThrowsAsync<HttpRequestException>(() => AnswerTo(gateway, genesys.Issue($"CN={Subject}")));
        }

        Assert.Single(gateway.Log.Lines, line => line.Contains("and no client certificate is believed"));
        gateway.Believe(genesys);

        Assert.Equal(HttpStatusCode.BadRequest, await AnswerTo(gateway, genesys.Issue($"CN={Subject}")));
    }

    [Fact]
    public async Task A_session_needs_the_certificate_that_its_key_needs()
    {
        await using var gateway = await Started(
            new() { ["ApiKeys:operator:CertificateSubject"] = Subject }, genesys);
        using var right = genesys.Issue($"CN={Subject}");
        using var other = genesys.Issue("CN=other.example.test");
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Send(Login(), other)).StatusCode);
        var session = (await gateway.Send(Login(), right)).Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        Assert.NotEqual(HttpStatusCode.Unauthorized, (await gateway.Send(Dashboard(session), right)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Send(Dashboard(session), other)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Send(Dashboard(session))).StatusCode);
    }

    [Theory]
    [InlineData("/there/is/no/such.pem")]
    [InlineData("")]
    [InlineData("/dev/null")]
    public void A_start_with_a_file_that_is_none_stops(string path)
    {
        var builder = RunningGateway.NewBuilder("Production", new()
        {
            ["Gateway:ClientCertificateAuthorities"] = path,
        });
        using var app = (IDisposable)builder.Build();

        Assert.StartsWith("Gateway:ClientCertificateAuthorities must be the path of a PEM file",
            Assert.Throws<InvalidOperationException>(((WebApplication)app).MapGateway).Message);
    }

    public void Dispose() => genesys.Dispose();

    private Task<TlsGateway> Started() => Started([], genesys);

    private static Task<TlsGateway> Started(Dictionary<string, string?> settings, params Authority[] believed)
    {
        settings.TryAdd("Kestrel:Endpoints:tls:ClientCertificateMode", "AllowCertificate");
        settings["ApiKeys:tests:CertificateSubject"] = Subject;
        return new TlsGateway(settings, believed).Start();
    }

    /// <summary>To a call that is a bad one, whoever sends it.</summary>
    private static async Task<HttpStatusCode> AnswerTo(TlsGateway gateway, X509Certificate2? certificate)
    {
        using (certificate)
            return (await gateway.Send(Requests.Get("/v1/payment-intents?take=0").WithKey(), certificate)).StatusCode;
    }

    private static HttpRequestMessage Login() => new(HttpMethod.Post, "/login")
    {
        Content = new FormUrlEncodedContent([new("key", RunningGateway.OperatorKey)]),
    };

    private static HttpRequestMessage Dashboard(string session) =>
        new(HttpMethod.Get, "/dashboard") { Headers = { { "Cookie", session } } };
}
