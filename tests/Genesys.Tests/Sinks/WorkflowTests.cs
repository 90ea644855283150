using System.Text.Json.Nodes;
using CryptoPay.Processors.Tests;
using Delivered = CryptoPay.Payments.Cases.DeliveryResult.Delivered;
using Refused = CryptoPay.Payments.Cases.DeliveryResult.Refused;
using Unavailable = CryptoPay.Payments.Cases.DeliveryResult.Unavailable;

namespace CryptoPay.Genesys.Tests.Sinks;

public sealed class WorkflowTests : IDisposable
{
    private readonly GenesysRig rig = new(("Sinks:0", "workflow"), ("FlowId", "flow-1"));

    [Fact]
    public async Task A_flow_gets_flat_strings_and_what_tells_a_repeat()
    {
        Assert.Equal(new Delivered(), await rig.Deliver("workflow", Orders.Short));

        var body = JsonNode.Parse(Assert.Single(rig.Told).Split(' ', 3)[2])!;
        var data = body["inputData"]!.AsObject();
        Assert.Equal("flow-1", (string)body["flowId"]!);
        Assert.All(data, one => Assert.StartsWith("Flow.", one.Key));
        Assert.All(data, one => Assert.IsType<string>(one.Value!.GetValue<string>()));
        Assert.Equal(("top_up", "60.00", "3"),
            ((string)data["Flow.actionRequired"]!, (string)data["Flow.amountDue"]!, (string)data["Flow.revision"]!));
        Assert.Equal(rig.UpdateOf("workflow", Orders.Short).DeliveryId, (string)data["Flow.deliveryId"]!);
    }

    [Fact]
    public async Task A_launch_whose_answer_was_lost_bears_the_same_delivery_ID_again()
    {
        rig.Api = _ => new Answer.Lost();
        Assert.Equal(new Unavailable("connection_lost"), await rig.Deliver("workflow", Orders.Paid));
        rig.Api = _ => GenesysRig.Json("""{"id":"run-1"}""");
        await rig.Deliver("workflow", Orders.Paid);

        Assert.Single(rig.Told.Distinct());
        Assert.Equal(2, rig.Told.Length);
    }

    [Fact]
    public async Task A_flow_that_is_not_there_is_a_matter_of_the_settings()
    {
        rig.Api = _ => GenesysRig.Error(404, "not.found");

        Assert.Equal(new Refused("not.found", IsOfSettings: true), await rig.Deliver("workflow", Orders.Paid));
    }

    public void Dispose() => rig.Dispose();
}
