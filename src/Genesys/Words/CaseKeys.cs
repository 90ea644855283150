using CryptoPay.Payments;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Genesys.Words;

/// <summary>The keys of an order's metadata that say what belongs to it in the contact center.</summary>
public static class CaseKeys
{
    public const string WorkItem = "workitemId";
    public const string Case = "caseId";
    public const string Conversation = "conversationId";
    public const string Participant = "participantId";

    /// <summary>Whom messages by web messaging go to.</summary>
    public const string ExternalContact = "externalContactId";

    /// <summary>Whom other messages go to, such as +15550100.</summary>
    public const string MessageAddress = "messageAddress";

    /// <summary>Empty where the order names none.</summary>
    internal static Sensitive Named(this PaymentIntent intent, string key) =>
        intent.Metadata.TryGetValue(key, out var value) ? value : Sensitive.None;

    /// <summary>About the payment, to what the order's metadata names; nothing where it names none.</summary>
    internal static IEnumerable<CaseNotice> NoticesTo(this PaymentIntent intent, string key) =>
        intent.HasCase() && intent.Named(key) is { IsEmpty: false } target
            ? [CaseNotice.OfPayment(intent.CaseRevision, target)]
            : [];

    /// <summary>There is something to tell. Not of an order that no version has worked it out for yet.</summary>
    internal static bool HasCase(this PaymentIntent intent) => intent is { Case: not null, CaseRevision: > 0 };
}
