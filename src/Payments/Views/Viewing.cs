using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Messages;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Views;

/// <summary>What an intent looks like from outside now. Links of ours are the gateway's to add.</summary>
public static class Viewing
{
    /// <summary>For how long links to an intent open it once it is final.</summary>
    public static readonly TimeSpan LinkTimeWhenFinal = TimeSpan.FromHours(24);

    /// <param name="trouble">What keeps an owed invoice from being made at the moment; "" for nothing.</param>
    /// <param name="blindness">Why we cannot see at the moment whether money came; "" where we can.</param>
    public static PaymentIntentView ViewAt(
        this PaymentIntent intent, DateTimeOffset now, PollingPolicy policy, long revision = 0, string trouble = "",
        string blindness = "")
    {
        if (blindness == "" && intent.LastOpened?.NonsenseSince is not null) blindness = ErrorCodes.ProcessorRefused;
        var row = CaseTable.RowOf(intent, now, policy, isBlind: blindness != "");
        var isHidden = intent.Status == PaymentIntentStatus.Requested || intent.CancelAskedAt is not null;
        var invoice = isHidden ? null : intent.LastOpened?.Invoice;
        var due = Sums.AmountDue(intent);
        var isPayable = invoice is not null && CaseTable.IsPayable(intent, now);
        var uri = isPayable ? invoice!.PaymentUri.Value ?? "" : "";
        return new PaymentIntentView
        {
            PaymentIntentId = intent.PaymentIntentId,
            OrderId = intent.OrderId,
            Merchant = intent.Merchant,
            Status = intent.Status.ToString(),
            CaseStatus = row.CaseStatus,
            Outcome = row.Outcome,
            IsFinal = row.IsFinal,
            IsPaid = intent.Status == PaymentIntentStatus.Settled && !Sums.IsGivenBack(intent),
            ActionRequired = row.ActionRequired,
            // The page of an open invoice asks for money, whatever else it shows; that of an expired one is over.
            CheckoutUrl = invoice is null || (invoice.Status == InvoiceStatus.Open && !isPayable)
                || (invoice.Status == InvoiceStatus.Expired && due > 0)
                ? ""
                : invoice.CheckoutUrl.Value ?? "",
            PaymentUri = uri,
            PaymentAddress = Views.PaymentAddress.Of(uri),
            Amount = intent.Price.ToWire(),
            IsoCode = intent.Price.Currency,
            CryptoAmount = invoice is { CryptoAmount: > 0 }
                ? Money.ToWire(due > 0 ? CoinAmounts.Due(invoice) : 0, 0)
                : "",
            CryptoAmountPaid = invoice is not null && CoinAmounts.Paid(intent) is { } coins
                ? Money.ToWire(coins, 0)
                : "",
            CryptoCode = intent.CryptoCode,
            AmountPaid = ToWire(intent, Sums.AmountPaid(intent)),
            AmountDue = ToWire(intent, due),
            AmountRefunded = ToWire(intent, Sums.AmountRefunded(intent)),
            RateLockedUntil = WireTime.Of(invoice?.ExpiresAt),
            SecondsLeft = isPayable ? (int)Math.Ceiling((invoice!.ExpiresAt - now).TotalSeconds) : 0,
            SettledAt = WireTime.Of(intent.SettledAt),
            PollAfterSeconds = row.IsFinal ? 0 : PollAfterSeconds(intent, now, policy),
            Message = row.Message.Say(LanguageOf(intent), intent.Price with { Amount = due }),
            CustomerMessage = row.Message,
            ErrorCode = ErrorCodeOf(intent, trouble, row.IsFinal ? "" : blindness),
            ResumeCode = ResumeCode.LiveOf(intent, now)?.Code.Value ?? "",
            Qualifiers = intent.Qualifiers == PaymentIntentQualifiers.None ? "" : intent.Qualifiers.ToString(),
            Revision = revision,
            LinkToken = intent.LinkToken.Value,
            IsLinkOver = row.IsFinal && now >= FinalSince(intent, policy) + LinkTimeWhenFinal,
            OwesInvoice = intent.OwesInvoice,
            Language = ToldLanguageOf(intent) ?? "",
            Account = (intent.LastOpened ?? intent.Current).Account,
        };
    }

    /// <summary>What the customer is spoken to in, as <see cref="Sentences.Say"/> takes it.</summary>
    public static string LanguageOf(PaymentIntent intent) => ToldLanguageOf(intent) ?? Sentences.DefaultLanguage;

    private static string? ToldLanguageOf(PaymentIntent intent) =>
        intent.Metadata.TryGetValue("language", out var tag) ? Sentences.LanguageOf(tag.Value) : null;

    /// <summary>The end of the watch alone makes final what did not change.</summary>
    private static DateTimeOffset FinalSince(PaymentIntent intent, PollingPolicy policy) =>
        intent.WatchEnd != WatchEnd.None && Schedule.WatchEndsAt(intent, policy) is var end && end > intent.ChangedAt
            ? end
            : intent.ChangedAt;

    private static string ErrorCodeOf(PaymentIntent intent, string trouble, string blindness) => intent.Current switch
    {
        { RefusalCode: not "" and var code } =>
            RefusalCodes.IsOfOrder(code) ? code : ErrorCodes.ProcessorRefused,
        { Invoice: null, Rest.Reason: CreationRest.Paused } => CreationRest.Paused,
        { Invoice: null, Rest: { } rest } =>
            rest.IsOutage ? ErrorCodes.ProcessorUnavailable : ErrorCodes.ProcessorRefused,
        _ => intent.OwesInvoice ? trouble : blindness,
    };

    // The caller's read is cheap: it is of our own state, which webhooks refresh faster than our polls do.
    private static int PollAfterSeconds(PaymentIntent intent, DateTimeOffset now, PollingPolicy policy) =>
        intent.OwesInvoice ? (Schedule.IsCreationSlow(intent, now) ? 30 : 2)
            : intent.IsCancelPending ? (int)Math.Ceiling(policy.ShortPeriod.TotalSeconds)
            : now < Schedule.ShortWindowEndsAt(intent, policy) ? (int)Math.Ceiling(policy.ShortPeriod.TotalSeconds)
            : 30;

    // The processor's sum may have more decimals than the currency; what people see has the currency's own.
    internal static string ToWire(PaymentIntent intent, decimal amount) =>
        Money.ToWire(Sums.Rounded(intent, amount), IsoCurrency.DecimalsOf(intent.Price.Currency) ?? 0);
}
