using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>The turns: what waits for what, and what does not.</summary>
public sealed class TurnTests
{
    [Fact]
    public async Task Duplicates_join_the_creation_in_flight()
    {
        await using var house = await House.Build();
        await house.Fault(new { on = "create", slowBeforeMs = 5_000 });
        var order = house.Order("CC-1");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => order.Create(House.Request())));
        Assert.All(answers, answer => Assert.Equal(("Requested", Refusal.None), (answer.View!.Status, answer.Refusal)));
        await House.Until(() => Task.FromResult(house.Calls.CreateCount), count => count == 1);

        await house.PassUntil(TimeSpan.FromSeconds(0.5), async () => !(await order.Get()).View!.OwesInvoice);
        Assert.Single(await house.InvoicesOf("CC-1"));
        Assert.Equal(1, house.Calls.CreateCount);
    }

    [Fact]
    public async Task A_read_answers_at_once_during_a_ten_second_processor_call()
    {
        await using var house = await House.Build();
        await house.Fault(new { on = "create", slowBeforeMs = 10_000 });
        var order = house.Order("CC-1");
        await order.Create(House.Request());
        await House.Until(() => Task.FromResult(house.Calls.CreateCount), count => count == 1);

        // The clock stands still, so the processor's call cannot end: whoever waited for it would wait for ever.
        for (var i = 0; i < 100; i++) Assert.Equal("Requested", (await order.Get()).View!.Status);
        Assert.NotEmpty(await order.History());
        Assert.Equal(Refusal.None, (await order.Create(House.Request())).Refusal);
    }

    [Fact]
    public async Task A_reader_never_sees_what_is_not_written()
    {
        await using var house = await House.Build();
        var order = house.Order("CC-1");
        await order.Get();
        Task<PaymentIntentAnswer> create;
        await using (var other = new SqliteConnection($"Data Source={house.DatabasePath}"))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var writeLock = other.BeginTransaction();
            create = order.Create(House.Request());
            for (var i = 0; i < 20; i++) Assert.Null((await order.Get()).View);
            Assert.False(create.IsCompleted);
        }

        Assert.Equal("Requested", (await create).View!.Status);
        Assert.NotNull((await order.Get()).View);
    }

    [Fact]
    public async Task Writes_never_overlap()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => i % 2 == 0
            ? order.Wake(WakeReason.News)
            : order.Create(House.Request() with { Metadata = Metadata("sessionId", $"{i}") }) as Task));
        // An overlapped write would have been a stale one: refused by the version in the row, thrown above.
        var view = await House.Until(order, _ => true);
        Assert.Equal(
            view.Revision, await house.Execute("SELECT version FROM grain_state WHERE grain_key = 'default/CC-1'"));
        var replaced = (await order.History()).Where(entry => entry.Event == "MetadataReplaced").ToList();
        var folded = replaced.Sum(entry => int.Parse(entry.Data.GetValueOrDefault("folded", "0")));
        Assert.Equal(50, replaced.Count + folded);
    }

    [Fact]
    public async Task A_stale_activation_fails_its_call_and_the_next_one_reads_again()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        await house.Execute("UPDATE grain_state SET version = version + 1 WHERE grain_key = 'default/CC-1'");
        await Assert.ThrowsAnyAsync<Exception>(
            () => order.Create(House.Request() with { Metadata = Metadata("a", "1") }));
        Assert.Equal(
            Refusal.None, (await order.Create(House.Request() with { Metadata = Metadata("a", "2") })).Refusal);
    }

    [Theory]
    [InlineData("slowBeforeMs")]
    [InlineData("slowAfterMs")]
    public async Task Deactivation_in_the_middle_of_an_effect_loses_nothing_and_doubles_nothing(string fault)
    {
        await using var house = await House.Build();
        await house.Fault(new Dictionary<string, object> { ["on"] = "create", [fault] = 60_000, ["times"] = 1 });
        var order = house.Order("CC-1");
        await order.Create(House.Request());
        await House.Until(() => Task.FromResult(house.Calls.CreateCount), count => count == 1);
        if (fault == "slowAfterMs") await House.Until(() => house.InvoicesOf("CC-1"), invoices => invoices.Length == 1);

        await house.Silo.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0)
            .ForceActivationCollection(TimeSpan.Zero);
        await order.Wake(WakeReason.Overdue);
        await house.PassUntil(TimeSpan.FromSeconds(0.5), async () => !(await order.Get()).View!.OwesInvoice);
        Assert.Single(await house.InvoicesOf("CC-1"));
    }

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, Payments.Sensitive> Metadata(
        string key, string value) =>
        House.Request().Metadata.SetItem(key, new Payments.Sensitive(value));
}
