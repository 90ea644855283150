using System.Collections.Immutable;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Resuming;
using CryptoPay.Payments;
using CryptoPay.Payments.PaymentIntents;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoPay.Grains.Tests.Resuming;

/// <summary>A customer who calls again comes back by a code.</summary>
public sealed class ResumeTests
{
    private const string Customer = "+13175550100";

    [Fact]
    public async Task It_is_the_same_on_a_hundred_repeats_at_once_and_after_a_restart()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        var code = await CodeOf(order);
        Assert.Matches(@"\A[0-9]{6}\z", code);

        var repeats = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => house.Order("CC-1").Create(House.Request())));
        Assert.All(repeats, repeat => Assert.Equal(code, repeat.View!.ResumeCode));
        await house.CloseSilo();
        await house.OpenSilo();

        Assert.Equal(code, (await house.Order("CC-1").Create(House.Request())).View!.ResumeCode);
        Assert.Equal("CC-1", (await Resume(house, code)).View!.OrderId);
    }

    [Fact]
    public async Task A_hundred_first_creates_at_once_get_the_same()
    {
        await using var house = await House.Build();

        var creates = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => house.Order("CC-1").Create(House.Request())));

        Assert.Single(creates.Select(create => create.View!.ResumeCode).Distinct());
        Assert.NotEqual("", creates[0].View!.ResumeCode);
    }

    [Fact]
    public async Task The_next_invoice_has_another_and_the_old_one_is_dead()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        var old = await CodeOf(order);
        await house.Control("CC-1", "expire");
        await house.PassUntil(
            TimeSpan.FromMinutes(1), async () => (await order.Get()).View!.Status == "Expired");

        var next = (await order.StartInvoice()).View!.ResumeCode;

        Assert.NotEqual(old, next);
        Assert.Null((await Resume(house, old)).View);
        Assert.Equal("CC-1", (await Resume(house, next)).View!.OrderId);
        await order.StartInvoice();
        Assert.Equal(next, await CodeOf(order));
    }

    [Fact]
    public async Task It_is_dead_once_it_is_paid_and_its_digest_is_gone()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        var code = await CodeOf(order);
        await house.Control("CC-1", "pay");
        await house.Control("CC-1", "confirm");
        await house.PassUntil(
            TimeSpan.FromSeconds(10), async () => (await order.Get()).View!.Status == "Settled");

        await AssertDead(house, order, code);
    }

    [Fact]
    public async Task It_is_dead_once_it_is_cancelled()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        var code = await CodeOf(order);
        await order.Cancel();
        await house.PassUntil(
            TimeSpan.FromSeconds(10), async () => (await order.Get()).View!.CaseStatus == "Payment Cancelled");

        await AssertDead(house, order, code);
    }

    [Fact]
    public async Task It_is_dead_a_day_after_the_invoice_and_its_digest_goes_with_the_watch()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        var code = await CodeOf(order);
        await house.PassUntil(TimeSpan.FromMinutes(15), () => Task.FromResult(
            house.Clock.GetUtcNow() >= House.Start.AddHours(23.5)));
        Assert.NotNull((await Resume(house, code)).View);

        await house.PassUntil(TimeSpan.FromMinutes(15), () => Task.FromResult(
            house.Clock.GetUtcNow() >= House.Start.AddHours(24.1)));
        Assert.Null((await Resume(house, code)).View);
        await house.PassUntil(TimeSpan.FromMinutes(15), async () => await DigestInRow(house, "CC-1") is DBNull);
    }

    // By chance alone two of them would be the same six times of seven.
    [Fact]
    public async Task Two_thousand_orders_of_a_merchant_have_two_thousand_codes()
    {
        await using var house = await House.Build();

        var codes = new List<string>();
        foreach (var some in Enumerable.Range(0, 2_000).Chunk(50))
        {
            var creates = await Task.WhenAll(some.Select(i => house.Order($"CC-{i}").Create(House.Request())));
            codes.AddRange(creates.Select(create => create.View!.ResumeCode));
        }

        Assert.DoesNotContain("", codes);
        Assert.Equal(2_000, codes.Distinct().Count());
        Assert.Empty(house.Alerts.Of(1004));
    }

    [Fact]
    public async Task It_opens_nothing_for_another_merchant()
    {
        await using var house = await House.Build();
        var code = await CodeOf(await house.Opened("CC-1"));

        Assert.Null((await Resume(house, code, merchant: "other")).View);
    }

    [Fact]
    public async Task A_payment_goes_on_without_where_nobody_can_tell_which_codes_are_free()
    {
        await using var house = await House.Build();
        await house.Execute(
            "DROP INDEX grain_state_resume; ALTER TABLE grain_state DROP COLUMN resume_digest");

        var order = await house.Opened("CC-1");

        Assert.Equal(("AwaitingPayment", ""), ((await order.Get()).View!.Status, await CodeOf(order)));
    }

    [Fact]
    public async Task A_payment_goes_on_without_where_twenty_draws_were_in_vain()
    {
        await using var house = await House.Build();
        var taken = new AllTaken();
        var codes = new ResumeCodes(
            taken, house.Silo.GetRequiredService<IGrainFactory>(), house.Clock, NullLogger<ResumeCodes>.Instance);

        Assert.Null(await codes.Draw("default"));
        Assert.Equal(20, taken.AskedCount);
    }

    [Fact]
    public async Task After_five_wrong_ones_a_caller_waits_whatever_the_code_and_others_do_not()
    {
        await using var house = await House.Build();
        var code = await CodeOf(await house.Opened("CC-1"));
        for (var i = 0; i < 5; i++) Assert.Equal(new ResumeAnswer(null), await Resume(house, Wrong(code, i)));

        var refused = await Resume(house, code);
        await Resume(house, code);

        Assert.Null(refused.View);
        Assert.Equal(TimeSpan.FromHours(1), refused.Wait);
        Assert.Equal("CC-1", (await Resume(house, code, "+13175550199")).View!.OrderId);
        Assert.Matches(
            @"^A caller \(\S{24}\) of merchant default tried 5 wrong resume codes within an hour, and is refused\.$",
            Assert.Single(house.Alerts.Of(8201)));
        house.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("CC-1", (await Resume(house, code)).View!.OrderId);
    }

    [Fact]
    public async Task Of_a_hundred_tries_at_once_five_are_looked_at()
    {
        await using var house = await House.Build();
        var code = await CodeOf(await house.Opened("CC-1"));

        var tries = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Resume(house, Wrong(code, i))));

        Assert.Equal(5, tries.Count(tried => tried.Wait is null));
    }

    [Fact]
    public async Task After_fifty_wrong_ones_all_callers_of_the_merchant_wait_and_those_of_another_do_not()
    {
        await using var house = await House.Build();
        var code = await CodeOf(await house.Opened("CC-1"));
        for (var i = 0; i < 50; i++) Assert.Null((await Resume(house, Wrong(code, i), $"caller-{i}")).Wait);

        Assert.NotNull((await Resume(house, code)).Wait);
        await Resume(house, code, "somebody else");

        Assert.Null((await Resume(house, code, merchant: "other")).Wait);
        Assert.Equal(
            ["Callers of merchant default tried 50 wrong resume codes within an hour. All are refused."],
            house.Alerts.Of(8202));
        house.Clock.Advance(TimeSpan.FromHours(1));
        Assert.NotNull((await Resume(house, code)).View);
    }

    [Fact]
    public async Task Right_ones_are_not_counted()
    {
        await using var house = await House.Build();
        var code = await CodeOf(await house.Opened("CC-1"));

        for (var i = 0; i < 60; i++) Assert.NotNull((await Resume(house, code)).View);
    }

    [Fact]
    public async Task A_caller_who_rests_between_tries_is_remembered()
    {
        await using var house = await House.Build();
        // Orleans looks at the real time when it asks whether a grain may leave.
        if (DateTimeOffset.UtcNow is var now && now > house.Clock.GetUtcNow()) house.Clock.SetUtcNow(now);
        for (var i = 0; i < 5; i++) Assert.Null((await Resume(house, "482917")).Wait);

        await house.Forget();

        Assert.NotNull((await Resume(house, "482917")).Wait);
    }

    private static Task<ResumeAnswer> Resume(
        House house, string code, string callerId = Customer, string merchant = "default") =>
        house.Silo.GetRequiredService<IGrainFactory>().GetGrain<IResumeGrain>(merchant)
            .Resume(new Sensitive(code), new Sensitive(callerId));

    private static async Task<string> CodeOf(IPaymentIntentGrain order) => (await order.Get()).View!.ResumeCode;

    private static string Wrong(string right, int i) => $"{(int.Parse(right) + 1 + i) % 1_000_000:000000}";

    private static async Task<object?> DigestInRow(House house, string orderId) =>
        await house.Execute($"SELECT resume_digest FROM grain_state WHERE grain_key = 'default/{orderId}'");

    private static async Task AssertDead(House house, IPaymentIntentGrain order, string code)
    {
        Assert.NotEqual("", code);
        Assert.Equal("", await CodeOf(order));
        Assert.Null((await Resume(house, code)).View);
        Assert.IsType<DBNull>(await DigestInRow(house, "CC-1"));
    }

    /// <summary>Of a merchant who has a million payments that can be resumed.</summary>
    private sealed class AllTaken : IPaymentIntentIndex
    {
        public int AskedCount { get; private set; }

        public Task<string?> Resumed(string merchant, string digest, CancellationToken cancellation)
        {
            AskedCount++;
            return Task.FromResult<string?>("default/another");
        }

        public Task<ImmutableArray<IndexRow>> MoneyMoved(
            string merchant, DateTimeOffset from, DateTimeOffset to, IndexCursor? after, int take,
            CancellationToken cancellation) => throw new NotSupportedException();

        public Task<ImmutableArray<IndexRow>> List(
            IndexFilter filter, IndexCursor? before, int take, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<ImmutableArray<IndexCursor>> Overdue(
            DateTimeOffset dueBefore, IndexCursor? after, int take, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<ImmutableArray<OrderCount>> CountWatched(CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<ImmutableArray<OrderCount>> CountOf(string actionRequired, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<ImmutableArray<string>> Watched(
            string account, PaymentIntentStatus? status, string afterKey, int take, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<ImmutableArray<string>> OfDataKey(
            string dataKeyId, string afterKey, int take, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<ImmutableArray<KeptRow>> Kept(
            DateTimeOffset createdBefore, IndexCursor? after, int take, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
