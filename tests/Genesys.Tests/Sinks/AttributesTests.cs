using Delivered = CryptoPay.Payments.Cases.DeliveryResult.Delivered;

namespace CryptoPay.Genesys.Tests.Sinks;

public sealed class AttributesTests : IDisposable
{
    private readonly GenesysRig rig = new(("Sinks:0", "attributes"));

    [Fact]
    public async Task The_participant_of_a_live_call_gets_our_words_under_names_of_our_own()
    {
        rig.Api = _ => new Processors.Tests.Answer.Says(202, "");

        Assert.Equal(new Delivered(), await rig.Deliver("attributes", Orders.Awaiting));

        Assert.StartsWith("PATCH /api/v2/conversations/conv-7/participants/part-7/attributes {\"attributes\":{"
            + "\"cryptopay_caseStatus\":\"Awaiting Payment\",\"cryptopay_outcome\":\"pending\",",
            Assert.Single(rig.Told));
    }

    [Theory]
    [InlineData(404, "not.found")]
    [InlineData(409, "conversation.ended")]
    public async Task A_conversation_that_is_over_needs_nothing_more(int status, string code)
    {
        rig.Api = _ => GenesysRig.Error(status, code);

        Assert.Equal(
            new Delivered($"the conversation is over: {code}"), await rig.Deliver("attributes", Orders.Paid));
    }

    [Theory]
    [InlineData("conversationId")]
    [InlineData("participantId")]
    public void Without_both_IDs_there_is_nothing_to_tell(string key)
    {
        var order = Orders.Paid;

        Assert.Empty(rig.Sink("attributes").NoticesOf(order with { Metadata = order.Metadata.Remove(key) }));
    }

    public void Dispose() => rig.Dispose();
}
