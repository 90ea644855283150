using CryptoPay.Payments.Processors;
using Refused = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Refused;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Unavailable;

namespace CryptoPay.Processors.Tests.Conformance;

public abstract partial class ProcessorConformance
{
    [Fact]
    public async Task An_unknown_invoice_is_refused()
    {
        Answering(Ask.Read, UnknownInvoice);

        Assert.IsType<Refused>(await Read());
    }

    [Fact]
    public Task A_key_that_is_not_known_is_refused() => AllAreRefused(Unauthenticated.Answer, Unauthenticated.Code);

    [Fact]
    public Task A_key_that_may_not_do_it_is_refused() => AllAreRefused(Forbidden.Answer, Forbidden.Code);

    [Fact]
    public Task A_path_that_is_not_there_is_refused() => AllAreRefused(new Answer.Says(404, ""), "http_404");

    [Fact]
    public Task A_redirect_is_refused() => AllAreRefused(new Answer.Says(302, ""), "http_302");

    [Fact]
    public async Task A_request_that_can_never_work_is_refused_and_blames_no_settings()
    {
        Answering(Ask.Create, InvalidRequest.Answer);

        Assert.Equal(new Refused(InvalidRequest.Code), await Create());
    }

    [Fact]
    public async Task With_settings_that_a_change_has_broken_every_call_is_unavailable_and_none_is_sent()
    {
        _rig.Value.Change("BaseUrl", "");

        foreach (var result in await AskAll(UnknownInvoice))
        {
            AssertIs("Unavailable", result);
            Assert.Contains("invalid_settings", result.ToString(), StringComparison.Ordinal);
            Assert.Contains("WasSent = False", result.ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(_rig.Value.Server.Calls);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Mon, 23 Nov 2026 02:00:00 GMT", 3600)]
    [InlineData("Mon, 23 Nov 2026 00:59:00 GMT", 0)]
    public async Task A_throttled_call_says_when_to_come_back(string retryAfter, int seconds)
    {
        Answering(Ask.Create, new Answer.Says(429, "", retryAfter));

        Assert.Equal(new Unavailable("http_429", TimeSpan.FromSeconds(seconds)), await Create());
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_fault_of_the_processor_may_pass(int status)
    {
        foreach (var result in await AskAll(new Answer.Says(status, "<html>down</html>")))
        {
            AssertIs("Unavailable", result);
            Assert.Contains($"http_{status}", result.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_processor_that_never_answers_is_unavailable_and_the_call_may_have_been_done()
    {
        Answering(Ask.Create, new Answer.Silent());
        var start = _rig.Value.Clock.GetUtcNow();

        Assert.Equal(new Unavailable("timeout"), await Create());
        Assert.InRange(_rig.Value.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData("<html>Sign in to the hotel's network</html>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("{\"id\":")]
    public async Task An_answer_that_is_not_the_expected_JSON_is_nonsense(string body)
    {
        foreach (var result in await AskAll(new Answer.Says(200, body))) AssertIs("Nonsense", result);
    }

    [Fact]
    public async Task No_ending_quotes_the_body()
    {
        foreach (var status in new[] { 200, 302, 400, 401, 403, 404, 409, 422, 429, 500 })
        foreach (var body in new[] { "{\"code\":\"bc1qxyz\",\"bc1qxyz\":[1}", "{\"code\":\"bc1qxyz\"}" })
        foreach (var result in await AskAll(new Answer.Says(status, body)))
        {
            Assert.DoesNotContain("bc1qxyz", result.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_the_caller_who_cancels_sees_an_exception()
    {
        Answering(Ask.Read, new Answer.Silent());
        using var caller = new CancellationTokenSource();
        var read = _rig.Value.Processor.ReadInvoice(InvoiceId, caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    private async Task AllAreRefused(Answer answer, string code)
    {
        foreach (var result in await AskAll(answer))
        {
            AssertIs("Refused", result);
            Assert.Contains(code, result.ToString(), StringComparison.Ordinal);
        }
    }

    // The four calls answer with three types; their endings have the same names.
    private static void AssertIs(string ending, object result) => Assert.Equal(ending, result.GetType().Name);
}
