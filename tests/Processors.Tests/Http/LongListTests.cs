using System.Collections.Immutable;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.BtcPay;
using Found = CryptoPay.Payments.Processors.ProcessorResult<
    System.Collections.Immutable.ImmutableArray<CryptoPay.Payments.Processors.Invoice>>.Found;
using Nonsense = CryptoPay.Payments.Processors.ProcessorResult<
    System.Collections.Immutable.ImmutableArray<CryptoPay.Payments.Processors.Invoice>>.Nonsense;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<
    System.Collections.Immutable.ImmutableArray<CryptoPay.Payments.Processors.Invoice>>.Unavailable;

namespace CryptoPay.Processors.Tests.Http;

/// <summary>A search in a list that has no pages, by way of one adapter.</summary>
public sealed class LongListTests : IDisposable
{
    private readonly ProcessorRig rig = new(BtcPayDialect.Settings);

    [Theory]
    [InlineData("[", " ")]
    [InlineData("[{\"id\":\"", "a")]
    [InlineData("[{}", ",{\"id\":\"a row of others\"}")]
    public async Task A_list_that_has_no_end_is_given_up_at_a_bound(string beginning, string then)
    {
        rig.Server.Answers(new Answer.Streams(() => new EndlessStream(beginning, then)));

        Assert.Equal(new Nonsense("The list is too long."), await Find());
    }

    [Fact]
    public async Task A_list_longer_than_any_other_answer_may_be_is_read_to_its_end()
    {
        var others = string.Join(',', Enumerable.Repeat(BtcPayDialect.InvoiceJson(Theirs), 5_000));
        rig.Server.Answers(new Answer.Says(200, $"[{others},{BtcPayDialect.InvoiceJson(BtcPayDialect.Request)}]"));

        Assert.Single(Assert.IsType<Found>(await Find()).Value);
    }

    [Fact]
    public async Task A_list_that_stops_in_its_middle_is_waited_for_half_a_minute()
    {
        rig.Server.Script = _ => new Answer.Streams(() => new StalledStream("[{},", rig.Clock));
        var start = rig.Clock.GetUtcNow();

        Assert.Equal(new Unavailable("timeout"), await Find());

        Assert.InRange(rig.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(31));
    }

    [Fact]
    public async Task A_caller_who_cancels_ends_a_list_that_stops_in_its_middle()
    {
        rig.Server.Script = _ => new Answer.Streams(() => new StalledStream("[{},", rig.Clock));
        using var caller = new CancellationTokenSource();
        var search = rig.Processor.FindInvoices(new("default", BtcPayDialect.Request.Order.OrderId), caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search);
    }

    public void Dispose() => rig.Dispose();

    private static InvoiceRequest Theirs =>
        BtcPayDialect.Request with { Order = BtcPayDialect.Request.Order with { Merchant = "another" } };

    private Task<ProcessorResult<ImmutableArray<Invoice>>> Find() => rig.Elapse(rig.Processor.FindInvoices(
        new("default", BtcPayDialect.Request.Order.OrderId), TestContext.Current.CancellationToken));

    /// <summary>A beginning, and then nothing.</summary>
    private sealed class StalledStream(string beginning, TimeProvider clock)
        : MemoryStream(System.Text.Encoding.UTF8.GetBytes(beginning))
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, cancellationToken);
            if (count == 0) await Task.Delay(TimeSpan.FromDays(1), clock, cancellationToken);
            return count;
        }
    }
}
