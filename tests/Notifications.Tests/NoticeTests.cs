using CryptoPay.Payments;
using CryptoPay.Payments.Cases;

namespace CryptoPay.Notifications.Tests;

/// <summary>What there is to tell of an order, and to whom.</summary>
public sealed class NoticeTests : IDisposable
{
    private static readonly Sensitive Target = new(Orders.Url);
    private readonly NotificationRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public void Each_merchant_of_the_settings_has_a_sink_that_may_be_repeated()
    {
        using var two = new NotificationRig(new()
        {
            ["north:Hosts:0"] = "hooks.example.com",
            ["north:Secret"] = NotificationRig.Secret,
            ["south:Secret"] = NotificationRig.Secret,
        });

        Assert.Equal([("north", "webhook"), ("south", "webhook")], two.Sinks.Select(sink => (sink.Merchant, sink.Name)));
        Assert.All(two.Sinks, sink => Assert.Equal(CaseSinkKind.AtLeastOnce, sink.Kind));
    }

    [Fact]
    public void Without_settings_there_is_none()
    {
        using var none = new NotificationRig([]);

        Assert.Empty(none.Sinks);
    }

    [Fact]
    public void The_payment_and_each_refund_are_told_by_their_own_revision() => Assert.Equal(
        [CaseNotice.OfPayment(3, Target), CaseNotice.OfRefund("R-1", 2, Target)],
        rig.Sink.NoticesOf(Orders.WithRefund()));

    [Fact]
    public void What_was_written_before_revisions_were_counted_is_not_told()
    {
        var order = Orders.WithRefund();
        var before = order with { CaseRevision = 0, Refunds = [order.Refunds[0] with { Revision = 0 }] };

        Assert.Empty(rig.Sink.NoticesOf(before));
    }

    [Fact]
    public void An_order_without_an_address_has_nothing_to_tell() =>
        Assert.Empty(rig.Sink.NoticesOf(Orders.WithRefund() with { NotificationUrl = default }));
}
