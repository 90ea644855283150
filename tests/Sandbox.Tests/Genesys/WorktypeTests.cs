using CryptoPay.Sandbox.Genesys.Tenant;

namespace CryptoPay.Sandbox.Tests.Genesys;

public sealed class WorktypeTests
{
    private static readonly SandboxStatus[] OfPayments =
        [.. SandboxWorktype.Statuses.Where(status => status.IsOfPayment)];

    [Fact]
    public void From_each_status_of_a_payment_a_way_leads_to_each_other_past_none_that_is_closed()
    {
        foreach (var from in OfPayments)
        {
            foreach (var to in OfPayments)
                Assert.True(Steps(from, to) is not null, $"{from.Name} -> {to.Name}");
        }
    }

    [Fact]
    public void Some_need_more_than_one_step()
    {
        Assert.Equal(3, Steps(SandboxWorktype.Default, SandboxWorktype.Of("Complete")));
        Assert.Equal(1, Steps(SandboxWorktype.Of("Expired"), SandboxWorktype.Of("Complete")));
    }

    [Fact]
    public void What_the_agent_closed_leads_to_no_status_of_a_payment() => Assert.All(
        OfPayments, to => Assert.Null(Steps(SandboxWorktype.ClosedByAgent, to)));

    [Fact]
    public async Task The_tenant_lists_the_same_statuses_and_ways()
    {
        await using var desk = await GenesysDesk.Open();

        var listed = (await desk.Call("GET", $"taskmanagement/worktypes/{SandboxWorktype.Id}/statuses")).Body;
        var worktype = (await desk.Call("GET", $"taskmanagement/worktypes/{SandboxWorktype.Id}")).Body;
        var unknown = await desk.Call("GET", "taskmanagement/worktypes/other");

        Assert.Equal(
            SandboxWorktype.Statuses.Select(status => (status.Id, status.Name, status.Category,
                string.Join(",", status.Destinations.Select(word => SandboxWorktype.Of(word).Id)))),
            listed.GetProperty("entities").EnumerateArray().Select(status => (
                status.GetProperty("id").GetString()!, status.GetProperty("name").GetString()!,
                status.GetProperty("category").GetString()!,
                string.Join(",", status.GetProperty("destinationStatuses").EnumerateArray()
                    .Select(to => to.GetProperty("id").GetString())))));
        Assert.Equal(
            SandboxWorktype.Default.Id, worktype.GetProperty("defaultStatus").GetProperty("id").GetString());
        Assert.Equal("not.found", unknown.Code);
    }

    private static int? Steps(SandboxStatus from, SandboxStatus to)
    {
        var (steps, seen, next) = (0, new HashSet<string>(), new List<SandboxStatus> { from });
        while (next.Count > 0)
        {
            if (next.Contains(to)) return steps;
            next = [.. next.Where(status => steps == 0 || status.Category != "Closed")
                .SelectMany(status => status.Destinations).Where(seen.Add).Select(SandboxWorktype.Of)];
            steps++;
        }
        return null;
    }
}
