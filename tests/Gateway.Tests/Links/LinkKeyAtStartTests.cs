using CryptoPay.Gateway.Links;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CryptoPay.Gateway.Tests.Links;

public sealed class LinkKeyAtStartTests(WholeGateway gateway)
{
    [Fact]
    public async Task A_gateway_knows_the_key_of_links_without_a_caller_who_needs_one()
    {
        var atStart = gateway.Services.GetServices<IHostedService>().OfType<LinkKeyAtStart>().Single();
        await atStart.ExecuteTask!.WaitAsync(Requests.Cancellation);

        // What is known is answered at once.
        Assert.True(gateway.Services.GetRequiredService<LinkTokens>().Key().IsCompletedSuccessfully);
    }
}
