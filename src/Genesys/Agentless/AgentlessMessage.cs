using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CryptoPay.Genesys.Calls;
using CryptoPay.Payments;
using CryptoPay.Payments.Cases;

namespace CryptoPay.Genesys.Agentless;

/// <summary>
/// A text to a customer that no agent sends. In a conversation that is under way it appears there. What went out cannot
/// be looked for, so it is sent once.
/// </summary>
internal static class AgentlessMessage
{
    public const string Permission = "conversation:message:create";

    /// <summary>To it a message goes by the ID of an external contact, to others by an address.</summary>
    public const string WebMessaging = "webmessaging";

    private const string Sms = "sms";
    private const int SmsCharsMax = 765;
    private const int TextCharsMax = 2_000;

    public static readonly ImmutableArray<string> Messengers = [Sms, "whatsapp", WebMessaging, "open", "apple"];

    public static async Task<DeliveryResult> Send(
        Tenant tenant, string messenger, Sensitive to, string text, CancellationToken cancellation)
    {
        if (!Messengers.Contains(messenger)) return new DeliveryResult.Refused(GenesysCodes.NoMessenger);
        if (text.Length > (messenger == Sms ? SmsCharsMax : TextCharsMax))
            return new DeliveryResult.Refused(GenesysCodes.TextTooLong);
        var told = await tenant.Tell(HttpMethod.Post, $"conversations/messages/agentless", new JsonObject
        {
            ["toAddressMessengerType"] = messenger,
            ["fromAddress"] = tenant.Settings.MessageFrom,
            [messenger == WebMessaging ? "externalContactId" : "toAddress"] = to.Value,
            ["textBody"] = text,
            ["useExistingActiveConversation"] = true,
        }, cancellation).ConfigureAwait(false);
        return told.AsResult();
    }
}
