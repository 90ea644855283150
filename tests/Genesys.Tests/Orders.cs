using System.Collections.Immutable;
using CryptoPay.Payments;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Tests;

namespace CryptoPay.Genesys.Tests;

/// <summary>Orders as far as a case may hear of them, with everything in the metadata that says where.</summary>
internal static class Orders
{
    public static PaymentIntent Awaiting => Of(Story.Opened());

    public static PaymentIntent Paid => Of(RefundStory.Paid());

    public static PaymentIntent Short =>
        Of(Story.Opened().See(InvoiceStatus.Open, 40m, InvoiceQualifiers.None, confirmed: true));

    /// <summary>With a refund that waits for the customer.</summary>
    public static PaymentIntent ToClaim => Of(RefundStory.Paid().Do(RefundStory.Ask("r1", 40m))
        .Do(RefundStory.See("r1", RefundStatus.Pending, "https://pay.example/claim/1")));

    public static PaymentIntent Of(Story story, long revision = 3)
    {
        var view = story.View;
        return story.Intent! with
        {
            CaseRevision = revision,
            Case = new CaseFacts
            {
                CaseStatus = view.CaseStatus,
                Outcome = view.Outcome,
                ActionRequired = view.ActionRequired,
                AmountPaid = Sums.AmountPaid(story.Intent),
                AmountDue = Sums.AmountDue(story.Intent),
                AmountRefunded = Sums.AmountRefunded(story.Intent),
                Qualifiers = story.Intent.Qualifiers,
            },
            Metadata = new Dictionary<string, string>
            {
                ["workitemId"] = "wi-7",
                ["caseId"] = "case-7",
                ["conversationId"] = "conv-7",
                ["participantId"] = "part-7",
                ["messageAddress"] = "+15550100",
                ["externalContactId"] = "contact-7",
            }.ToImmutableSortedDictionary(pair => pair.Key, pair => new Sensitive(pair.Value), StringComparer.Ordinal),
        };
    }

    public static PaymentIntent With(this PaymentIntent intent, string key, string value) =>
        intent with { Metadata = intent.Metadata.SetItem(key, new Sensitive(value)) };

    public static PaymentIntent Asked(this PaymentIntent intent, string refundId, string channel, string to) =>
        intent with { ClaimLinkSends = [new("send-1", refundId, channel, new Sensitive(to), intent.ChangedAt)] };
}
