using CryptoPay.Payments.Cases;
using CryptoPay.Processors.Tests;
using Refused = CryptoPay.Payments.Cases.DeliveryResult.Refused;
using Unavailable = CryptoPay.Payments.Cases.DeliveryResult.Unavailable;

namespace CryptoPay.Genesys.Tests.Calls;

/// <summary>Whatever becomes of a call is a result.</summary>
public sealed class EndingsTests : IDisposable
{
    private readonly GenesysRig rig = new(("Sinks:0", "summary"));

    [Theory]
    [InlineData(400, "bad.request", false)]
    [InlineData(404, "not.found", false)]
    [InlineData(409, "case.closed", false)]
    [InlineData(415, "unsupported", false)]
    [InlineData(401, "bad.credentials", true)]
    [InlineData(403, "missing.permissions", true)]
    public async Task A_refusal_has_the_tenants_own_code(int status, string code, bool isOfSettings)
    {
        rig.Api = _ => GenesysRig.Error(status, code);

        Assert.Equal(new Refused(code, isOfSettings), await Tell());
    }

    [Theory]
    [InlineData(403, "{\"code\":\"see <a href='x'>\"}")]
    [InlineData(403, "{\"code\":7}")]
    [InlineData(403, "<html>")]
    [InlineData(403, "")]
    [InlineData(302, "")]
    public async Task What_is_no_code_is_not_repeated(int status, string body)
    {
        rig.Api = _ => new Answer.Says(status, body);

        Assert.Equal(new Refused($"http_{status}", IsOfSettings: true), await Tell());
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_fault_of_theirs_passes_and_may_have_done_it(int status)
    {
        rig.Api = _ => GenesysRig.Error(status, "internal", "30");

        Assert.Equal(new Unavailable($"http_{status}", TimeSpan.FromSeconds(30)), await Tell());
    }

    [Theory]
    [InlineData("""{"entities":[null]}""")]
    [InlineData("""{"entities":[{"id":"s-1","destinationStatuses":[null]},{"id":"s-2"}]}""")]
    public async Task A_list_with_holes_ends_nothing(string list)
    {
        using var all = new GenesysRig(
            ("Sinks:0", "workitem"), ("Sinks:1", "comment"), ("Statuses:Complete", "s-2"));
        all.Api = call => call.PathAndQuery.Contains("/workitems/", StringComparison.Ordinal)
            ? GenesysRig.Json("""{"type":{"id":"t-1"},"status":{"id":"s-1"}}""")
            : GenesysRig.Json(list);

        Assert.IsType<DeliveryResult.Delivered>(await all.Deliver("workitem", Orders.Paid));
        Assert.IsType<DeliveryResult.NotFound>(await all.Elapse(((ISearchableCaseSink)all.Sink("comment"))
            .Find(all.UpdateOf("comment", Orders.Paid), CancellationToken.None)));
    }

    [Fact]
    public async Task Too_many_calls_did_nothing()
    {
        rig.Api = _ => GenesysRig.Error(429, "too.many.requests.retry.after", "12");

        Assert.Equal(new Unavailable("http_429", TimeSpan.FromSeconds(12), WasSent: false), await Tell());
    }

    [Theory]
    [InlineData("<html>Sign in</html>")]
    [InlineData("{\"id\":")]
    public async Task A_good_status_with_no_JSON_is_nonsense(string body)
    {
        rig.Api = _ => GenesysRig.Json(body);

        Assert.Equal(new Unavailable("nonsense"), await Tell());
    }

    [Fact]
    public async Task An_answer_without_end_is_nonsense()
    {
        rig.Api = _ => new Answer.Streams(() => new MemoryStream(new byte[2 * 1024 * 1024]));

        Assert.Equal(new Unavailable("nonsense"), await Tell());
    }

    [Fact]
    public async Task A_connection_that_breaks_may_have_done_it()
    {
        rig.Api = _ => new Answer.Lost();

        Assert.Equal(new Unavailable("connection_lost"), await Tell());
    }

    [Fact]
    public async Task Who_says_nothing_is_waited_for_ten_seconds()
    {
        rig.Api = _ => new Answer.Silent();
        var start = rig.Clock.GetUtcNow();

        Assert.Equal(new Unavailable("timeout"), await Tell());

        Assert.InRange(rig.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(9.9), TimeSpan.FromSeconds(10.2));
    }

    [Fact]
    public async Task A_caller_who_cancels_is_not_told_of_a_time_out()
    {
        rig.Api = _ => new Answer.Silent();
        using var caller = new CancellationTokenSource();
        var call = rig.Sink("summary").Deliver(rig.UpdateOf("summary", Orders.Paid), caller.Token);
        while (!rig.Server.IsSilent) await Task.Yield();

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    // Support finds a call by it; what the call was about is nobody's business there.
    [Fact]
    public async Task The_correlation_ID_is_in_the_log_once_a_minute_for_a_code_and_no_ID_of_a_customer()
    {
        rig.Api = _ => GenesysRig.Error(403, "missing.permissions");
        await Tell();
        await Tell();

        var line = Assert.Single(rig.Log.Lines, line => line.StartsWith("7001 Warning", StringComparison.Ordinal));
        Assert.Contains("PATCH casemanagement/cases/{0}/summary: missing.permissions", line);
        Assert.Contains("c0ffee", line);

        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await Tell();

        Assert.Equal(2, rig.Log.Lines.Count(line => line.StartsWith("7001", StringComparison.Ordinal)));
    }

    public void Dispose() => rig.Dispose();

    private Task<DeliveryResult> Tell() => rig.Deliver("summary", Orders.Paid);
}
