using System.Text.Json.Nodes;

namespace CryptoPay.GenesysKit;

/// <summary>
/// Sends a caller the link to pay by SMS. It calls Genesys Cloud itself, so it belongs to an integration of the type
/// Genesys Cloud Data Actions, whose OAuth client may make conversation messages.
/// </summary>
internal static class SendLink
{
    public const string FileName = "platform/CryptoPay-Send-Link.custom.json";

    private static readonly Input[] Inputs =
    [
        new("fromAddress", "Required. An SMS number of yours, such as +13175550199."),
        new("toAddress", "Required. The caller's number, such as ToPhoneNumber(Call.Ani).e164."),
        new("textBody", "Required. What is sent; at most 765 characters."),
    ];

    public static JsonObject Export() => GenesysKit.Export.Form(
        "CryptoPay Send Link", "purecloud-data-actions", "/api/v2/conversations/messages/agentless", "POST",
        new JsonObject { ["Content-Type"] = "application/json" },
        Template.JsonObject(Inputs, ("toAddressMessengerType", "\"sms\"")), Inputs,
        [new("id", "\"\"", "Genesys Cloud's ID of the message.")]);
}
