using CryptoPay.Genesys.Agentless;
using CryptoPay.Genesys.Calls;
using CryptoPay.Genesys.Settings;
using CryptoPay.Genesys.Sinks;
using CryptoPay.Genesys.Words;
using CryptoPay.Payments;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.Messages;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;

namespace CryptoPay.Genesys.Messages;

/// <summary>
/// Tells the customer that the payment has arrived, or that a part of it is missing. Each once, and each amount that is
/// missing by itself.
/// </summary>
internal sealed class MessageSink(Tenant tenant) : ICaseSink
{
    private const string Arrived = "arrived";
    private const string Short = "short:";
    private const int ShortfallsMax = 5;

    public static readonly SinkDefinition Definition = new()
    {
        Name = "message",
        Needs = [nameof(GenesysOptions.MessageFrom), nameof(GenesysOptions.MessengerType)],
        Permissions = [AgentlessMessage.Permission],
        Make = (tenant, _) => new MessageSink(tenant),
    };

    public string Merchant => tenant.Merchant;

    public string Name => Definition.Name;

    public CaseSinkKind Kind => CaseSinkKind.Once;

    public IEnumerable<CaseNotice> NoticesOf(PaymentIntent intent) =>
        AboutOf(intent) is { } about && !IsOneTooMany(intent, about) && Recipient(intent) is { IsEmpty: false } to
            ? [new CaseNotice(about, 1, to)]
            : [];

    public Task<DeliveryResult> Deliver(CaseUpdate update, CancellationToken cancellation)
    {
        var message = update.Notice.About == Arrived ? CustomerMessage.Complete : CustomerMessage.PartArrived;
        // Of a link that is closed another sentence is true.
        if (update.View.CustomerMessage is CustomerMessage.PartArrivedClosed or CustomerMessage.CompleteWithExcess)
            message = update.View.CustomerMessage;
        var text = message.Say(
            Viewing.LanguageOf(update.Intent), update.Intent.Price with { Amount = update.Intent.Case!.AmountDue });
        return AgentlessMessage.Send(
            tenant, tenant.Settings.MessengerType, update.Notice.Target, text, cancellation);
    }

    private static string? AboutOf(PaymentIntent intent) => intent switch
    {
        { CaseRevision: 0 } or { Case: null } => null,
        { Status: PaymentIntentStatus.Settled, Case.Outcome: "paid" }
            when !intent.Has(PaymentIntentQualifiers.Review) => Arrived,
        { Case: { ActionRequired: "top_up", AmountDue: > 0 } facts } =>
            Short + (intent.Price with { Amount = facts.AmountDue }).ToWire(),
        _ => null,
    };

    /// <summary>Who pays in many small parts is not written to after each.</summary>
    private bool IsOneTooMany(PaymentIntent intent, string about) =>
        about != Arrived && intent.CursorOf(Name, about) is null
        && intent.CaseCursors.Count(cursor => cursor.Sink == Name && cursor.About != Arrived) >= ShortfallsMax;

    private Sensitive Recipient(PaymentIntent intent) => intent.Named(
        tenant.Settings.MessengerType == AgentlessMessage.WebMessaging
            ? CaseKeys.ExternalContact
            : CaseKeys.MessageAddress);
}
