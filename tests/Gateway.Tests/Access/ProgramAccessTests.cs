using System.Net;

namespace CryptoPay.Gateway.Tests.Access;

/// <summary>Who gets in where nothing is configured, which is how a clone starts.</summary>
public sealed class ProgramAccessTests(ProgramAccessTests.Gateway gateway) : IClassFixture<ProgramAccessTests.Gateway>
{
    private const string DeveloperKey = "dev-only-key";

    [Fact]
    public async Task The_developer_key_opens_it_from_this_machine() =>
        Assert.Equal(HttpStatusCode.OK, (await Send("Accept", "*/*")).StatusCode);

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    public async Task The_developer_key_opens_nothing_through_a_tunnel_or_under_another_name(
        string header, string value) =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(header, value)).StatusCode);

    [Fact]
    public async Task The_developer_key_opens_nothing_through_a_proxy_that_is_trusted()
    {
        await using var trusting = new Trusting();
        await trusting.InitializeAsync();
        var request = Requests.Get(Payments.Path);
        request.Headers.Add("X-Forwarded-For", "127.0.0.1");

        Assert.Equal(HttpStatusCode.Unauthorized, (await trusting.Send(request, DeveloperKey)).StatusCode);
    }

    private Task<HttpResponseMessage> Send(string header, string value)
    {
        var request = Requests.Get(Payments.Path);
        request.Headers.TryAddWithoutValidation(header, value);
        return gateway.Send(request, DeveloperKey);
    }

    public sealed class Gateway() : WholeGateway("--environment=Development");

    private sealed class Trusting() : WholeGateway(
        "--environment=Development", "--Gateway:TrustedProxies:0=127.0.0.1");
}
