using System.Diagnostics.Metrics;
using CryptoPay.Gateway.Bodies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.Bodies;

public class BodyReaderTests
{
    [Fact]
    public async Task Of_large_bodies_one_is_looked_through_at_a_time_and_small_ones_do_not_wait_for_it()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var reader = new BodyReader(services.GetRequiredService<IMeterFactory>());
        var entered = new TaskCompletionSource();
        using var release = new ManualResetEventSlim();
        var isSecondLooked = false;

        var first = Task.Run(() => Read(BoundedBody.BytesMax, () =>
        {
            entered.SetResult();
            release.Wait(TestContext.Current.CancellationToken);
        }));
        await entered.Task;
        var second = Read(BoundedBody.BytesMax, () => isSecondLooked = true);
        await Read(100, () => { });

        Assert.False(isSecondLooked);
        release.Set();
        await first;
        await second;
        Assert.True(isSecondLooked);

        Task<IResult> Read(int bytes, Action look) => reader.Read(
            new DefaultHttpContext { Request = { Body = new MemoryStream(new byte[bytes]) } },
            _ =>
            {
                look();
                return new RequestBody<int>.Valid(1);
            },
            _ => Task.FromResult(Results.Ok()));
    }
}
