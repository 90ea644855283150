namespace CryptoPay.GenesysKit;

/// <summary>What a create is given, and where in its body it stands.</summary>
internal static class CreateInput
{
    private static readonly Input[] Order =
    [
        new("orderId",
            "Required. Your name for what is paid: 1 to 64 of letters, digits, '.', '_' and '-'. The same one again is "
            + "the same payment."),
        new("amount", "Required. Plain digits such as 100.00."),
        new("posLabel", "What the customer reads on the payment page; at most 100 characters."),
        new("transactionSpeed",
            "high, medium or low; medium without it. high waits for no confirmation: a double spend is your loss."),
        new("processor", "The processor account; without it the gateway decides."),
    ];

    private static readonly Input[] Currency =
    [
        new("isoCode", "Required. The currency of the amount, such as USD."),
        new("cryptoCode", "Required. The coin that the customer pays in, such as BTC."),
    ];

    private static readonly Input[] Metadata =
    [
        Input.Language,
        new("workitemId", "The work item that shows what becomes of the payment."),
        new("caseId", "The case that shows it."),
        new("conversationId", "The conversation whose attributes show it."),
        new("participantId", "The customer's participant in that conversation."),
        new("externalContactId", "The customer's external contact."),
        new("messageAddress", "Where the customer is told what becomes of it, such as a phone number."),
        new("agentId", "The agent who asked for it."),
        new("channel", "Where the customer is, such as voice or webmessaging."),
    ];

    public static readonly Input[] All = [.. Order, .. Currency, .. Metadata];

    public static readonly string Body = Template.JsonObject(
        Order, ("currency", Template.JsonObject(Currency)), ("metadata", Template.JsonObject(Metadata)));
}
