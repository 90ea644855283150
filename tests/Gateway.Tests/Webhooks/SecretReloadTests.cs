using CryptoPay.Gateway.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Gateway.Tests.Webhooks;

public class SecretReloadTests
{
    [Fact]
    public void However_many_forgeries_come_the_secrets_are_read_once_in_ten_seconds()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
        var readings = 0;
        using var watch = ChangeToken.OnChange(configuration.GetReloadToken, () => readings++);
        var time = new FakeTimeProvider();
        var reload = new SecretReload(configuration, time, NullLogger<SecretReload>.Instance);

        reload.ReloadIfDue();
        reload.ReloadIfDue();
        time.Advance(TimeSpan.FromSeconds(9.9));
        reload.ReloadIfDue();
        Assert.Equal(1, readings);

        time.Advance(TimeSpan.FromSeconds(0.1));
        reload.ReloadIfDue();
        Assert.Equal(2, readings);
    }
}
