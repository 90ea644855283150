using System.Collections.Immutable;
using CryptoPay.Payments.History;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Tests.History;

public class PaymentsSeenTests
{
    private static readonly Story Story = Story.Opened();

    [Fact]
    public void A_payment_was_seen_when_the_first_entry_says_so_that_has_its_digest()
    {
        var history = Observed(Observed(Observed([], 1, "tx-1"), 2, "tx-1", "tx-2"), 3, "tx-2");

        Assert.Equal(Tests.Story.Start.AddMinutes(1), FirstAt(history, "tx-1"));
        Assert.Equal(Tests.Story.Start.AddMinutes(2), FirstAt(history, "tx-2"));
    }

    [Fact]
    public void One_that_no_entry_has_or_that_has_no_ID_was_seen_nobody_knows_when()
    {
        var history = Observed([], 1, "tx-1", "");

        Assert.Null(FirstAt(history, "tx-2"));
        Assert.Null(FirstAt(history, ""));
    }

    private static DateTimeOffset? FirstAt(ImmutableArray<HistoryEntry> history, string paymentId) =>
        PaymentsSeen.FirstAt(history, Story.Intent!, new Sensitive(paymentId));

    private static ImmutableArray<HistoryEntry> Observed(
        ImmutableArray<HistoryEntry> history, int minute, params ImmutableArray<string> paymentIds)
    {
        var at = Tests.Story.Start.AddMinutes(minute);
        var seen = Story.Invoice with
        {
            Payments = [.. paymentIds.Select(id => new Payment(new Sensitive(id), 0.001m, IsConfirmed: false))],
        };
        var data = EventRecord.DataOf(new Event.InvoiceObserved("attempt-1", seen, at), Story.Intent!)!;
        return HistoryChain.Append(history, at, nameof(Event.InvoiceObserved), "Confirming", data);
    }
}
