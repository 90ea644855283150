using CryptoPay.Payments.Processors;
using Nonsense = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.ListedPage>.Nonsense;
using Refused = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.ListedPage>.Refused;
using Unavailable =
    CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.ListedPage>.Unavailable;

namespace CryptoPay.Processors.Tests.Conformance;

public abstract partial class ListingConformance
{
    [Fact]
    public async Task A_page_that_fails_is_no_end_of_the_list_and_can_be_asked_for_again()
    {
        Answer[] failures =
        [
            new Answer.Says(500, ""), new Answer.Says(429, "", "120"), new Answer.Lost(), new Answer.Silent(),
            Forbidden.Answer, new Answer.Says(404, ""), new Answer.Says(302, ""),
            new Answer.Says(200, ""), new Answer.Says(200, "null"), new Answer.Says(200, "{}"),
            new Answer.Says(200, "[{"), new Answer.Says(200, "<html>"),
        ];
        foreach (var failure in failures)
        {
            Keeping(Eight);
            var first = await Page();
            Rig.Server.Script = _ => failure;

            var failed = await Ask(first.Next);

            Assert.IsNotType<ProcessorResult<ListedPage>.Found>(failed);
            // What opened the circuit is over.
            Rig.Clock.Advance(TimeSpan.FromMinutes(1));
            Keeping(Eight);
            Assert.Equal(Eight[^(AtOnce + 1)].Id, IdsOf([await Page(first.Next)])[0]);
        }
    }

    [Fact]
    public async Task A_key_that_may_not_list_is_our_settings_fault()
    {
        Rig.Server.Script = _ => Forbidden.Answer;

        Assert.Equal(new Refused(Forbidden.Code, IsOfSettings: true), await Ask());
    }

    [Fact]
    public async Task A_throttled_list_says_when_to_come_back()
    {
        Rig.Server.Script = _ => new Answer.Says(429, "", "120");

        Assert.Equal(new Unavailable("http_429", TimeSpan.FromSeconds(120)), await Ask());
    }

    [Fact]
    public async Task A_processor_that_never_answers_is_unavailable()
    {
        Rig.Server.Script = _ => new Answer.Silent();

        Assert.Equal(new Unavailable("timeout"), await Ask());
    }

    [Fact]
    public async Task A_page_that_never_ends_is_told()
    {
        Rig.Server.Script = _ => EndlessPage;

        Assert.IsType<Nonsense>(await Ask());
    }

    [Fact]
    public async Task With_settings_that_a_change_has_broken_no_list_is_asked_for()
    {
        Rig.Change("BaseUrl", "");

        Assert.Equal(new Unavailable("invalid_settings", WasSent: false), await Ask());
        Assert.Empty(Rig.Server.Calls);
    }

    [Fact]
    public async Task Only_the_caller_who_cancels_sees_an_exception()
    {
        Rig.Server.Script = _ => new Answer.Silent();
        using var caller = new CancellationTokenSource();
        var asked = Rig.Listing.ListInvoices(Day, continueAt: null, caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }
}
