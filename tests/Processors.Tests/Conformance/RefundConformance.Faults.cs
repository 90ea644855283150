using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Found;
using Refused = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Refused;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Unavailable;

namespace CryptoPay.Processors.Tests.Conformance;

public abstract partial class RefundConformance
{
    [Fact]
    public async Task An_invoice_that_cannot_be_refunded_refuses_this_request_and_blames_no_settings()
    {
        Answering(NotRefundable.Answer);

        Assert.Equal(new Refused(NotRefundable.Code), await Create());
    }

    [Fact]
    public async Task A_refund_that_is_not_there_is_never_read_as_one()
    {
        Answering(UnknownRefund);

        Assert.IsNotType<Found>(await Read());
    }

    [Fact]
    public Task A_key_that_is_not_known_is_our_settings_fault() =>
        AllBlameTheSettings(Unauthenticated.Answer, Unauthenticated.Code);

    [Fact]
    public Task A_key_that_may_not_refund_is_our_settings_fault() =>
        AllBlameTheSettings(Forbidden.Answer, Forbidden.Code);

    [Fact]
    public Task A_path_that_is_not_there_is_our_settings_fault() =>
        AllBlameTheSettings(new Answer.Says(404, ""), "http_404");

    [Fact]
    public Task A_redirect_is_our_settings_fault() => AllBlameTheSettings(new Answer.Says(302, ""), "http_302");

    [Fact]
    public async Task A_throttled_create_says_when_to_come_back()
    {
        Answering(new Answer.Says(429, "", "120"));

        Assert.Equal(new Unavailable("http_429", TimeSpan.FromSeconds(120)), await Create());
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
    public async Task A_processor_that_never_answers_is_unavailable_and_the_refund_may_have_been_made()
    {
        Answering(new Answer.Silent());
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
        Answering(new Answer.Silent());
        using var caller = new CancellationTokenSource();
        var read = _rig.Value.Refunds.ReadRefund(InvoiceId, new Sensitive(ProcessorRefundId), caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    private async Task AllBlameTheSettings(Answer answer, string code)
    {
        foreach (var result in await AskAll(answer))
        {
            AssertIs("Refused", result);
            Assert.Contains(code, result.ToString(), StringComparison.Ordinal);
            Assert.Contains("IsOfSettings = True", result.ToString(), StringComparison.Ordinal);
        }
    }

    // The calls answer with two types; their endings have the same names.
    private static void AssertIs(string ending, object result) => Assert.Equal(ending, result.GetType().Name);
}
