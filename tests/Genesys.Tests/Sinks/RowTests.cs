using CryptoPay.Processors.Tests;
using Delivered = CryptoPay.Payments.Cases.DeliveryResult.Delivered;
using Refused = CryptoPay.Payments.Cases.DeliveryResult.Refused;
using Unavailable = CryptoPay.Payments.Cases.DeliveryResult.Unavailable;

namespace CryptoPay.Genesys.Tests.Sinks;

public sealed class RowTests : IDisposable
{
    private const string Put = "PUT /api/v2/flows/datatables/table-1/rows/CC-1001 {\"key\":\"CC-1001\",\"caseStatus\":"
        + "\"Payment Status: Complete\",";

    private const string Post = "POST /api/v2/flows/datatables/table-1/rows {\"key\":\"CC-1001\",";

    private readonly GenesysRig rig = new(("Sinks:0", "row"), ("DataTableId", "table-1"));
    private bool isThere;

    public RowTests() => rig.Api = Table;

    [Fact]
    public async Task A_row_that_is_there_is_replaced()
    {
        isThere = true;

        Assert.Equal(new Delivered(), await rig.Deliver("row", Orders.Paid));
        Assert.StartsWith(Put, Assert.Single(rig.Told));
    }

    [Fact]
    public async Task One_that_is_not_is_made()
    {
        Assert.Equal(new Delivered(), await rig.Deliver("row", Orders.Paid));

        Assert.Collection(rig.Told, call => Assert.StartsWith(Put, call), call => Assert.StartsWith(Post, call));
    }

    [Fact]
    public async Task One_that_was_made_in_between_is_replaced()
    {
        rig.Api = call =>
        {
            if (call.Method != HttpMethod.Post) return Table(call);
            isThere = true;
            return GenesysRig.Error(409, "row.exists");
        };

        Assert.Equal(new Delivered(), await rig.Deliver("row", Orders.Paid));
        Assert.Equal(["PUT", "POST", "PUT"], rig.Told.Select(call => call.Split(' ')[0]));
    }

    [Fact]
    public async Task One_whose_making_was_not_answered_is_replaced_by_the_repeat()
    {
        rig.Api = call =>
        {
            var answer = Table(call);
            return call.Method == HttpMethod.Post ? new Answer.Lost() : answer;
        };

        Assert.Equal(new Unavailable("connection_lost"), await rig.Deliver("row", Orders.Paid));
        Assert.Equal(new Delivered(), await rig.Deliver("row", Orders.Paid));
        Assert.Equal(["PUT", "POST", "PUT"], rig.Told.Select(call => call.Split(' ')[0]));
    }

    [Fact]
    public async Task A_table_that_is_gone_is_a_matter_of_the_settings()
    {
        rig.Api = _ => GenesysRig.Error(404, "not.found");

        Assert.Equal(new Refused("not.found", IsOfSettings: true), await rig.Deliver("row", Orders.Paid));
    }

    public void Dispose() => rig.Dispose();

    private Answer Table(HttpCall call)
    {
        if (call.Method == HttpMethod.Post) isThere = true;
        return isThere ? GenesysRig.Json("{}") : GenesysRig.Error(404, "not.found");
    }
}
