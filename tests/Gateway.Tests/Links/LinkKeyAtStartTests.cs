using System.Reflection;
using CryptoPay.Gateway.Links;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Gateway.Tests.Links;

public sealed class LinkKeyAtStartTests(WholeGateway gateway)
{
    [Fact]
    public async Task The_key_of_links_is_asked_for_at_the_start_until_it_is_known_and_by_no_caller_after_that()
    {
        var time = new FakeTimeProvider();
        var grains = DispatchProxy.Create<IGrainFactory, GrainsAwayAtFirst>();
        var tokens = new LinkTokens(grains);
        using var atStart = new LinkKeyAtStart(tokens, time);

        await atStart.StartAsync(Requests.Cancellation);
        while (!atStart.ExecuteTask!.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await atStart.ExecuteTask;
        await tokens.Of("qr", new("north", "CC-1"));
        Assert.Equal(3, ((GrainsAwayAtFirst)grains).Asked);
    }

    [Fact]
    public void Each_gateway_does_so() =>
        Assert.Contains(gateway.Services.GetServices<IHostedService>(), service => service is LinkKeyAtStart);

    /// <summary>As while a silo is not there, or its storage cannot write.</summary>
    public class GrainsAwayAtFirst : DispatchProxy, ILinkKeyGrain
    {
        public int Asked { get; private set; }

        public Task<Sensitive> Get() => ++Asked < 3
            ? Task.FromException<Sensitive>(new TimeoutException())
            : Task.FromResult(new Sensitive(new string('A', 64)));

        protected override object Invoke(MethodInfo? method, object?[]? arguments) => this;
    }
}
