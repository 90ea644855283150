using CryptoPay.Alerting;
using CryptoPay.Grains.Metrics;
using CryptoPay.Payments.Watching;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Tests.Metrics;

public sealed class AccountWebhooksTests
{
    private static readonly PollingPolicy Policy = new();

    private readonly Alerts alerts = new();
    private readonly AccountWebhooks webhooks;

    public AccountWebhooksTests() => webhooks = new AccountWebhooks(
        Policy, LoggerFactory.Create(logs => logs.AddProvider(alerts)).CreateLogger<AccountWebhooks>());

    [Fact]
    public void Ten_changes_that_polls_alone_showed_tell_an_operator_once_and_make_slow_polls_three_times_as_frequent()
    {
        See("shop", SeenBy.Poll, 9);
        Assert.Empty(alerts.All);
        Assert.Equal(Policy, webhooks.PolicyOf("shop"));

        See("shop", SeenBy.Poll, 20);
        Assert.Equal([2016], alerts.All);
        Assert.Equal(Policy with { LongPeriod = TimeSpan.FromMinutes(5) }, webhooks.PolicyOf("shop"));
        Assert.Equal(Policy, webhooks.PolicyOf("another"));
    }

    [Fact]
    public void One_that_a_webhook_showed_ends_it_and_it_can_begin_again()
    {
        See("shop", SeenBy.Poll, 10);
        See("shop", SeenBy.Webhook, 1);
        Assert.Equal(Policy, webhooks.PolicyOf("shop"));

        See("shop", SeenBy.Poll, 10);
        Assert.Equal([2016, 2016], alerts.All);
    }

    [Fact]
    public void What_no_read_showed_says_nothing_of_webhooks()
    {
        See("shop", SeenBy.Poll, 9);
        See("shop", SeenBy.Other, 5);
        See("shop", SeenBy.Webhook, 1);
        See("shop", SeenBy.Poll, 9);

        Assert.Empty(alerts.All);
    }

    private void See(string account, string by, int times)
    {
        for (var i = 0; i < times; i++) webhooks.Saw(account, by);
    }
}
