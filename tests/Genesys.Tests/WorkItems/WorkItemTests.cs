using CryptoPay.Payments.Cases;
using CryptoPay.Payments.Tests;
using CryptoPay.Processors.Tests;
using Delivered = CryptoPay.Payments.Cases.DeliveryResult.Delivered;
using Refused = CryptoPay.Payments.Cases.DeliveryResult.Refused;
using Unavailable = CryptoPay.Payments.Cases.DeliveryResult.Unavailable;

namespace CryptoPay.Genesys.Tests.WorkItems;

public sealed class WorkItemTests : IDisposable
{
    private const string Fields = "\"customFields\":{\"paymentstatus_text\":\"Payment Status: Complete\","
        + "\"paymentoutcome_text\":\"paid\",\"paymentaction_text\":\"none\",\"paymentamount_text\":\"100.00\","
        + "\"paymentamountpaid_text\":\"100.00\",\"paymentamountdue_text\":\"0.00\","
        + "\"paymentamountrefunded_text\":\"0.00\",\"paymentcurrency_text\":\"USD\",\"paymentcoin_text\":\"BTC\","
        + "\"paymentorderid_text\":\"CC-1001\",\"paymentintentid_text\":\"pi_1\","
        + "\"paymentsettledat_text\":\"2026-11-23T12:00:00Z\"}";

    private const string Read = "GET /api/v2/taskmanagement/workitems/wi-7?expands=type,status";
    private const string Statuses = "GET /api/v2/taskmanagement/worktypes/wt-1/statuses";
    private const string Patch = "PATCH /api/v2/taskmanagement/workitems/wi-7";

    private readonly ScriptedItem item = new ScriptedItem()
        .With("s-requested", "Open", "s-awaiting", "s-other")
        .With("s-other", "Open", "s-awaiting")
        .With("s-awaiting", "Waiting", "s-confirming", "s-closed-by-agent")
        .With("s-confirming", "InProgress", "s-awaiting", "s-complete")
        .With("s-complete", "Closed", "s-refunded")
        .With("s-refunded", "Closed", "s-archived")
        .With("s-closed-by-agent", "Closed", "s-archived")
        .With("s-archived", "Closed", "s-closed-by-agent");

    private readonly GenesysRig rig = new(
        ("Statuses:AwaitingPayment", "s-awaiting"), ("Statuses:PaymentConfirming", "s-confirming"),
        ("Statuses:Complete", "s-complete"), ("Statuses:Refunded", "s-refunded"));

    public WorkItemTests() => rig.Api = item.Answer;

    [Fact]
    public async Task It_goes_by_the_shortest_way_of_allowed_steps_and_the_last_one_brings_the_fields()
    {
        Assert.Equal(new Delivered(), await Tell());

        Assert.Equal(
        [
            Read, Statuses,
            $"{Patch} {{\"statusId\":\"s-awaiting\"}}",
            $"{Patch} {{\"statusId\":\"s-confirming\"}}",
            $"{Patch} {{\"statusId\":\"s-complete\",{Fields}}}",
        ], rig.Told);
        Assert.Equal(("s-complete", "Payment Status: Complete"),
            (item.Status, (string)item.Fields["paymentstatus_text"]!));
    }

    [Fact]
    public async Task A_status_without_destinations_lets_it_go_everywhere()
    {
        item.With("s-requested", "Open");

        Assert.Equal(new Delivered(), await Tell());

        Assert.Equal($"{Patch} {{\"statusId\":\"s-complete\",{Fields}}}", rig.Told[^1]);
        Assert.Equal(3, rig.Told.Length);
    }

    [Fact]
    public async Task A_repeat_finds_all_as_it_should_be_and_writes_nothing()
    {
        await Tell();
        var before = rig.Told.Length;

        Assert.Equal(new Delivered(), await Tell());

        Assert.Equal([Read], rig.Told[before..]);
    }

    [Fact]
    public async Task The_statuses_of_a_work_type_are_read_once_in_five_minutes()
    {
        await Tell();
        await Tell(Orders.Of(RefundStory.Paid().Do(RefundStory.Ask("r1")).Do(RefundStory.Out("r1", 100m))));
        Assert.Equal(("s-refunded", 1), (item.Status, rig.Told.Count(call => call == Statuses)));

        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        item.Status = "s-requested";
        await Tell();

        Assert.Equal(2, rig.Told.Count(call => call == Statuses));
    }

    [Fact]
    public async Task An_item_that_an_agent_closed_gets_the_fields_only()
    {
        item.Status = "s-closed-by-agent";

        Assert.Equal(new Delivered("status left: the work item was closed by others"), await Tell());

        Assert.Equal([Read, $"{Patch} {{{Fields}}}"], rig.Told);
        Assert.Equal("s-closed-by-agent", item.Status);
    }

    [Fact]
    public async Task Where_no_way_leads_the_fields_say_it()
    {
        item.Status = "s-refunded";

        Assert.Equal(new Delivered("status left: no transition leads to Complete"), await Tell());

        Assert.Equal("s-refunded", item.Status);
        Assert.Equal("paid", (string)item.Fields["paymentoutcome_text"]!);
    }

    [Fact]
    public async Task It_does_not_go_through_a_closed_status()
    {
        item.With("s-requested", "Open", "s-closed-by-agent").With("s-closed-by-agent", "Closed", "s-complete");

        Assert.Equal(new Delivered("status left: no transition leads to Complete"), await Tell());
    }

    [Fact]
    public async Task A_terminated_item_that_takes_nothing_is_refused_with_the_reason()
    {
        item.AssignmentState = "Terminated";

        Assert.Equal(new Refused("workitem.terminated"), await Tell());
        Assert.Equal([Read, $"{Patch} {{{Fields}}}"], rig.Told);
    }

    [Fact]
    public async Task Who_was_overtaken_by_an_agent_looks_again()
    {
        var isMoved = false;
        item.Before = call =>
        {
            if (call.Method != HttpMethod.Patch || isMoved) return null;
            isMoved = true;
            item.Status = "s-confirming";
            return GenesysRig.Error(409, "pre.check.failed");
        };

        Assert.Equal(new Delivered(), await Tell());
        Assert.Equal("s-complete", item.Status);
    }

    [Fact]
    public async Task A_step_that_is_refused_again_leaves_the_status_for_now_and_writes_the_fields()
    {
        item.Before = call => call.Body.Contains("statusId") ? GenesysRig.Error(409, "pre.check.failed") : null;

        Assert.Equal(new Delivered("status refused: pre.check.failed", IsPassing: true), await Tell());

        Assert.Equal($"{Patch} {{{Fields}}}", rig.Told[^1]);
        Assert.Equal("paid", (string)item.Fields["paymentoutcome_text"]!);
    }

    [Fact]
    public async Task Fields_that_are_refused_too_are_told_with_their_code()
    {
        item.Before = call => call.Method == HttpMethod.Patch ? GenesysRig.Error(400, "bad.request") : null;

        Assert.Equal(new Refused("bad.request"), await Tell());
    }

    [Fact]
    public async Task A_status_that_the_settings_do_not_map_is_left_and_said()
    {
        using var some = new GenesysRig(("Statuses:AwaitingPayment", "s-awaiting"));
        some.Api = item.Answer;

        Assert.Equal(new Delivered("no status is set for Complete"), await some.Deliver("workitem", Orders.Paid));
        Assert.Equal("s-requested", item.Status);
    }

    [Fact]
    public async Task Without_any_status_set_it_is_fields_and_nothing_is_missing()
    {
        using var plain = new GenesysRig();
        plain.Api = item.Answer;

        Assert.Equal(new Delivered(), await plain.Deliver("workitem", Orders.Paid));
        Assert.Equal([Read, $"{Patch} {{{Fields}}}"], plain.Told);
    }

    [Fact]
    public async Task Fields_have_the_keys_of_the_tenant_and_none_that_it_leaves_out()
    {
        using var named = new GenesysRig(
            [("Fields:caseStatus", "hb_state_text"), .. Genesys.Words.CaseWords.All.Skip(1)
                .Select(word => ($"Fields:{word.Name}", (string?)""))]);
        named.Api = item.Answer;

        await named.Deliver("workitem", Orders.Paid);

        Assert.Equal(
            $"{Patch} {{\"customFields\":{{\"hb_state_text\":\"Payment Status: Complete\"}}}}", named.Told[^1]);
    }

    [Fact]
    public async Task A_tenant_that_leaves_all_fields_out_keeps_those_of_others()
    {
        using var bare = new GenesysRig(
            [.. Genesys.Words.CaseWords.All.Select(word => ($"Fields:{word.Name}", (string?)""))]);
        bare.Api = item.Answer;
        item.Fields["theirs_text"] = "kept";

        Assert.Equal(new Delivered(), await bare.Deliver("workitem", Orders.Paid));
        Assert.Equal([Read], bare.Told);
    }

    // Killed, or the connection lost, between the step and its answer: whatever was done, a repeat ends right.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_step_whose_answer_was_lost_is_not_made_twice(int lost)
    {
        var count = 0;
        item.Before = call =>
        {
            if (call.Method != HttpMethod.Patch || ++count != lost) return null;
            item.Before = _ => null;
            item.Answer(call);
            return new Answer.Lost();
        };

        Assert.Equal(new Unavailable("connection_lost"), await Tell());
        Assert.Equal(new Delivered(), await Tell());

        Assert.Equal("s-complete", item.Status);
        Assert.Equal(3, rig.Told.Count(call => call.Contains("statusId")));
    }

    [Fact]
    public async Task An_item_that_is_not_there_is_refused()
    {
        item.Before = _ => GenesysRig.Error(404, "not.found");

        Assert.Equal(new Refused("not.found"), await Tell());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("<html>Sign in</html>")]
    [InlineData("""{"type":{"id":7},"status":{"id":"s-requested"}}""")]
    public async Task An_answer_that_is_no_work_item_is_nonsense_and_nothing_is_written(string body)
    {
        item.Before = _ => GenesysRig.Json(body);

        Assert.Equal(new Unavailable("nonsense"), await Tell());
        Assert.Single(rig.Told);
    }

    [Fact]
    public void An_order_without_a_work_item_has_nothing_to_tell_and_one_that_changes_it_tells_the_new_one()
    {
        var sink = rig.Sink("workitem");
        var order = Orders.Paid;

        Assert.Empty(sink.NoticesOf(order with { Metadata = order.Metadata.Remove("workitemId") }));
        Assert.Empty(sink.NoticesOf(order with { Case = null, CaseRevision = 0 }));
        Assert.Equal([CaseNotice.OfPayment(3, new("wi-7"))], sink.NoticesOf(order));
        Assert.Equal([CaseNotice.OfPayment(3, new("wi-8"))], sink.NoticesOf(order.With("workitemId", "wi-8")));
    }

    [Fact]
    public async Task An_ID_that_is_no_part_of_a_path_is_encoded()
    {
        await Tell(Orders.Paid.With("workitemId", "a/b?c#d e%é"));

        Assert.StartsWith("GET /api/v2/taskmanagement/workitems/a%2Fb%3Fc%23d%20e%25%C3%A9?expands=", rig.Told[0]);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_ID_that_would_lead_elsewhere_is_refused_and_nothing_is_sent(string id)
    {
        Assert.Equal(new Refused("invalid_id"), await Tell(Orders.Paid.With("workitemId", id)));
        Assert.Empty(rig.Told);
    }

    public void Dispose() => rig.Dispose();

    private Task<DeliveryResult> Tell(Payments.PaymentIntents.PaymentIntent? order = null) =>
        rig.Deliver("workitem", order ?? Orders.Paid);
}
