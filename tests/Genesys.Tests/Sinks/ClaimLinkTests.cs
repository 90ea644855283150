using CryptoPay.Payments.Cases;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Tests;
using CryptoPay.Processors.Tests;
using Delivered = CryptoPay.Payments.Cases.DeliveryResult.Delivered;
using Refused = CryptoPay.Payments.Cases.DeliveryResult.Refused;
using Unavailable = CryptoPay.Payments.Cases.DeliveryResult.Unavailable;

namespace CryptoPay.Genesys.Tests.Sinks;

public sealed class ClaimLinkTests : IDisposable
{
    private readonly GenesysRig rig = new(("MessageFrom", "+15550199"));

    [Fact]
    public async Task The_link_goes_to_the_address_of_the_request_whatever_the_metadata_says()
    {
        var order = Orders.ToClaim.Asked("r1", "sms", "+15550123");
        Assert.Equal([CaseNotice.OfLink("send-1", new("+15550123"))], rig.Sink("claim-link").NoticesOf(order));

        Assert.Equal(new Delivered(), await rig.Deliver("claim-link", order));

        var told = Assert.Single(rig.Told);
        Assert.Contains("\"toAddress\":\"\\u002B15550123\"", told);
        Assert.Contains("Your refund of 40 dollars is ready.", told);
        Assert.Contains("\\nhttps://pay.example/claim/1\"", told);
    }

    [Fact]
    public async Task A_refund_that_is_over_has_no_link_any_more()
    {
        var over = Orders.Of(RefundStory.Paid().Do(RefundStory.Ask("r1", 40m))
            .Do(RefundStory.See("r1", RefundStatus.Pending, "https://pay.example/claim/1"))
            .Do(RefundStory.Out("r1", 40m))).Asked("r1", "sms", "+15550123");

        Assert.Equal(new Refused("no_claim_link"), await rig.Deliver("claim-link", over));
        Assert.Equal(new Refused("no_claim_link"),
            await rig.Deliver("claim-link", Orders.Paid.Asked("another", "sms", "+15550123")));
        Assert.Empty(rig.Told);
    }

    [Fact]
    public async Task An_end_that_tells_nothing_may_have_sent_it()
    {
        rig.Api = _ => new Answer.Lost();

        Assert.Equal(new Unavailable("connection_lost"),
            await rig.Deliver("claim-link", Orders.ToClaim.Asked("r1", "whatsapp", "+15550123")));
    }

    [Fact]
    public async Task A_messenger_that_there_is_not_is_refused_and_nothing_is_sent()
    {
        Assert.Equal(new Refused("no_messenger"),
            await rig.Deliver("claim-link", Orders.ToClaim.Asked("r1", "pigeon", "+15550123")));
        Assert.Empty(rig.Told);
    }

    [Fact]
    public async Task A_link_too_long_for_the_messenger_is_refused_and_not_cut()
    {
        var longer = Orders.Of(RefundStory.Paid().Do(RefundStory.Ask("r1", 40m))
            .Do(RefundStory.See("r1", RefundStatus.Pending, $"https://pay.example/{new string('a', 700)}")));

        Assert.Equal(new Refused("text_too_long"),
            await rig.Deliver("claim-link", longer.Asked("r1", "sms", "+15550123")));
        Assert.Equal(new Delivered(), await rig.Deliver("claim-link", longer.Asked("r1", "open", "someone")));
    }

    [Fact]
    public void It_is_there_where_messages_have_a_sender_and_needs_no_naming()
    {
        using var without = new GenesysRig();

        Assert.Equal(["claim-link", "workitem"], rig.Sinks.Select(sink => sink.Name).Order());
        Assert.Equal(["workitem"], without.Sinks.Select(sink => sink.Name));
    }

    public void Dispose() => rig.Dispose();
}
