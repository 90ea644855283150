using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Tests;
using Delivered = CryptoPay.Payments.Cases.DeliveryResult.Delivered;
using Unavailable = CryptoPay.Payments.Cases.DeliveryResult.Unavailable;

namespace CryptoPay.Genesys.Tests.Sinks;

public sealed class MessageTests : IDisposable
{
    private readonly GenesysRig rig = new(
        ("Sinks:0", "message"), ("MessageFrom", "+15550199"), ("MessengerType", "sms"));

    [Fact]
    public async Task A_customer_who_has_paid_is_told_once()
    {
        Assert.Equal([new CaseNotice("arrived", 1, new("+15550100"))], Notices(Orders.Paid));

        Assert.Equal(new Delivered(), await rig.Deliver("message", Orders.Paid));

        Assert.Equal(["POST /api/v2/conversations/messages/agentless {\"toAddressMessengerType\":\"sms\","
            + "\"fromAddress\":\"\\u002B15550199\",\"toAddress\":\"\\u002B15550100\","
            + "\"textBody\":\"Your payment is complete. Thank you.\",\"useExistingActiveConversation\":true}"],
            rig.Told);
    }

    [Fact]
    public async Task A_part_that_is_missing_is_told_with_its_amount_in_the_language_of_the_order()
    {
        Assert.Equal([new CaseNotice("short:60.00", 1, new("+15550100"))], Notices(Orders.Short));

        Assert.Equal(new Delivered(), await rig.Deliver("message", Orders.Short.With("language", "es-MX")));

        Assert.Contains("Por favor, pague 60 d\\u00F3lares que faltan.", Assert.Single(rig.Told));
    }

    [Fact]
    public void Another_amount_that_is_missing_is_another_thing_to_tell()
    {
        var less = Orders.Of(Story.Opened().See(InvoiceStatus.Open, 40m, confirmed: true)
            .See(InvoiceStatus.Open, 50m, confirmed: true));

        Assert.NotEqual(Notices(Orders.Short)[0].About, Notices(less)[0].About);
    }

    [Fact]
    public void Nothing_is_said_of_what_waits_is_reviewed_or_has_gone_back()
    {
        Assert.Empty(Notices(Orders.Awaiting));
        Assert.Empty(Notices(Orders.Of(Story.Opened().See(InvoiceStatus.Settled, 1m))));
        Assert.Empty(Notices(
            Orders.Of(RefundStory.Paid().Do(RefundStory.Ask("r1")).Do(RefundStory.Out("r1", 100m)))));
    }

    [Fact]
    public async Task By_web_messaging_it_goes_to_the_external_contact()
    {
        using var web = new GenesysRig(
            ("Sinks:0", "message"), ("MessageFrom", "deployment-1"), ("MessengerType", "webmessaging"));

        Assert.Equal(new Delivered(), await web.Deliver("message", Orders.Paid));

        Assert.Contains(
            "\"fromAddress\":\"deployment-1\",\"externalContactId\":\"contact-7\"", Assert.Single(web.Told));
        Assert.DoesNotContain("toAddress\"", web.Told[0]);
    }

    [Theory]
    [InlineData(429, false)]
    [InlineData(503, true)]
    public async Task Only_what_certainly_was_not_sent_may_be_sent_again(int status, bool wasSent)
    {
        rig.Api = _ => GenesysRig.Error(status, "no", "7");

        Assert.Equal(
            new Unavailable($"http_{status}", TimeSpan.FromSeconds(7), wasSent),
            await rig.Deliver("message", Orders.Paid));
    }

    [Fact]
    public void Who_does_not_ask_for_it_has_none()
    {
        using var plain = new GenesysRig();

        Assert.DoesNotContain("message", plain.Sinks.Select(sink => sink.Name));
    }

    public void Dispose() => rig.Dispose();

    private CaseNotice[] Notices(PaymentIntent order) => [.. rig.Sink("message").NoticesOf(order)];
}
