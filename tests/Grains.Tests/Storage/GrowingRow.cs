using System.Collections.Immutable;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Deciding;
using CryptoPay.Payments.History;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;
using Microsoft.AspNetCore.DataProtection;

namespace CryptoPay.Grains.Tests.Storage;

/// <summary>A row in a test, as the grain writes it: commands go in, and what it takes on disk is looked at.</summary>
internal sealed class GrowingRow
{
    private static readonly PollingPolicy Policy = new();
    private static readonly PaymentIntentSerializer Serializer = new(new EphemeralDataProtectionProvider());

    private DateTimeOffset now = House.Start;

    public PaymentIntentDocument Document { get; private set; } = new();

    public PaymentIntent Intent => Document.Intent!;

    public Invoice Invoice => Intent.LastOpened!.Invoice!;

    /// <summary>What it takes in storage, after it was seen that it can be read and that its history holds.</summary>
    public int Bytes
    {
        get
        {
            var stored = Serializer.Serialize(Document);
            Assert.Null(HistoryChain.FirstBroken(Serializer.Deserialize<PaymentIntentDocument>(stored).History));
            return stored.ToMemory().Length;
        }
    }

    public static GrowingRow Opened() =>
        new GrowingRow().Create(0, _ => "").Do(at => new Command.RecordInvoice("attempt-0", New("attempt-0", at), at));

    public static GrowingRow Settled()
    {
        var row = Opened();
        return row.See(row.Invoice with
        {
            Status = InvoiceStatus.Settled,
            AmountPaid = 100m,
            IsPaymentConfirmed = true,
            Payments = [Paid("tx", 1m)],
        });
    }

    public GrowingRow Create(int keys, Func<int, string> name, string value = "v") => Do(at => new Command.Create(
        new CreatePaymentIntent
        {
            Price = new Money(100m, "USD"),
            CryptoCode = "BTC",
            Metadata = Enumerable.Range(0, keys).ToImmutableSortedDictionary(
                name, _ => new Sensitive(value), StringComparer.Ordinal),
        },
        new(new("default", "CC-1"), "pi_1", "attempt-0", new Sensitive("salt"), "sandbox"), at));

    public GrowingRow See(Invoice invoice) => Do(at => new Command.Observe("sandbox", invoice, at));

    /// <summary>A refusal changes nothing.</summary>
    public GrowingRow Do(Func<DateTimeOffset, Command> command)
    {
        now += TimeSpan.FromSeconds(10);
        if (Decider.Decide(Document.Intent, command(now), Policy)
            is not Decision.Accepted { Events.IsEmpty: false } accepted)
        {
            return this;
        }

        var who = Who.Of(command(now), Document.Intent);
        Document = accepted.Events.Aggregate(Document, (document, happened) => document.After(happened, who));
        return this;
    }

    public GrowingRow Times(int first, int count, Action<GrowingRow, int> what)
    {
        for (var i = first; i < first + count; i++) what(this, i);
        return this;
    }

    public static Payment Paid(string id, decimal coins) =>
        new(new Sensitive($"{id}-{new string('0', 64)}"), coins, IsConfirmed: false);

    public static Invoice New(string attemptId, DateTimeOffset at) => new()
    {
        InvoiceId = $"inv-of-{attemptId}",
        Merchant = "default",
        OrderId = "CC-1",
        AttemptId = attemptId,
        Price = new Money(100m, "USD"),
        Status = InvoiceStatus.Open,
        StatusText = "New/None",
        CreatedAt = at,
        ExpiresAt = at.AddMinutes(15),
        MonitoredUntil = at.AddDays(1),
        CheckoutUrl = new Sensitive("https://pay.example/i/1"),
        PaymentUri = new Sensitive("bitcoin:bcrt1qxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx?amount=0.002"),
    };
}
