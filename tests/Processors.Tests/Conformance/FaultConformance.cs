using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.Conformance;

/// <summary>What every port keeps where its processor fails, whatever the port can be asked.</summary>
public abstract class FaultConformance<TMade> : AdapterTests
{
    /// <summary>The processor's refusal of a key that it does not know.</summary>
    protected abstract (Answer.Says Answer, string Code) Unauthenticated { get; }

    /// <summary>The processor's refusal of what a key may not do.</summary>
    protected abstract (Answer.Says Answer, string Code) Forbidden { get; }

    /// <summary>A create, answered this way.</summary>
    private protected abstract Task<ProcessorResult<TMade>> Create(Answer answer);

    /// <summary>A read that is answered this way, by a caller who may leave.</summary>
    private protected abstract Task Read(Answer answer, CancellationToken caller);

    /// <summary>Everything that can be asked, answered this way.</summary>
    private protected abstract Task<IReadOnlyList<object>> AskAll(Answer answer);

    private protected abstract int CreatesSent { get; }

    [Fact]
    public Task A_key_that_is_not_known_is_our_settings_fault() =>
        AllBlameTheSettings(Unauthenticated.Answer, Unauthenticated.Code);

    [Fact]
    public Task A_key_that_may_not_do_it_is_our_settings_fault() =>
        AllBlameTheSettings(Forbidden.Answer, Forbidden.Code);

    [Fact]
    public Task A_path_that_is_not_there_is_our_settings_fault() =>
        AllBlameTheSettings(new Answer.Says(404, ""), "http_404");

    [Fact]
    public Task A_redirect_is_our_settings_fault() => AllBlameTheSettings(new Answer.Says(302, ""), "http_302");

    [Fact]
    public async Task With_settings_that_a_change_has_broken_every_call_is_unavailable_and_none_is_sent()
    {
        Rig.Change("BaseUrl", "");

        foreach (var result in await AskAll(new Answer.Says(200, "")))
        {
            AssertIs("Unavailable", result);
            Assert.Contains("invalid_settings", result.ToString(), StringComparison.Ordinal);
            Assert.Contains("WasSent = False", result.ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(Rig.Server.Calls);
    }

    [Fact]
    public async Task A_create_is_sent_once_whatever_becomes_of_it()
    {
        Answer[] endings =
            [new Answer.Says(500, ""), new Answer.Says(429, "", "1"), new Answer.Lost(), new Answer.Silent()];
        for (var sent = 0; sent < endings.Length; sent++)
        {
            Assert.True(Assert.IsType<ProcessorResult<TMade>.Unavailable>(await Create(endings[sent])).WasSent);
            Assert.Equal(sent + 1, CreatesSent);
        }
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Mon, 23 Nov 2026 02:00:00 GMT", 3600)]
    [InlineData("Mon, 23 Nov 2026 00:59:00 GMT", 0)]
    public async Task A_throttled_create_says_when_to_come_back(string retryAfter, int seconds) => Assert.Equal(
        new ProcessorResult<TMade>.Unavailable("http_429", TimeSpan.FromSeconds(seconds)),
        await Create(new Answer.Says(429, "", retryAfter)));

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
        var start = Rig.Clock.GetUtcNow();

        Assert.Equal(new ProcessorResult<TMade>.Unavailable("timeout"), await Create(new Answer.Silent()));
        Assert.InRange(Rig.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
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
        {
            foreach (var body in new[] { "{\"code\":\"bc1qxyz\",\"bc1qxyz\":[1}", "{\"code\":\"bc1qxyz\"}" })
            {
                foreach (var result in await AskAll(new Answer.Says(status, body)))
                {
                    Assert.DoesNotContain("bc1qxyz", result.ToString(), StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public async Task Only_the_caller_who_cancels_sees_an_exception()
    {
        using var caller = new CancellationTokenSource();
        var read = Read(new Answer.Silent(), caller.Token);

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

    // The calls answer with several types; their endings have the same names.
    private static void AssertIs(string ending, object result) => Assert.Equal(ending, result.GetType().Name);
}
