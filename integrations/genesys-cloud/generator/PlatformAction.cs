using System.Text.Json.Nodes;

namespace CryptoPay.GenesysKit;

/// <summary>
/// An action that calls Genesys Cloud itself, so it belongs to an integration of the type Genesys Cloud Data Actions,
/// whose OAuth client has the permission that the call needs.
/// </summary>
/// <param name="Name">As flows name it.</param>
/// <param name="Path">Of Genesys Cloud's API, a template.</param>
/// <param name="Body">A template.</param>
internal sealed record PlatformAction(string Name, string Path, string Body, Input[] Inputs, Output[] Outputs)
{
    public const string Folder = "platform";

    private static readonly Input[] Link =
    [
        new("fromAddress", "Required. An SMS number of yours, such as +13175550199."),
        new("toAddress", "Required. The caller's number, such as ToPhoneNumber(Call.Ani).e164."),
        new("textBody", "Required. What is sent; at most 765 characters."),
    ];

    private static readonly Input[] WorkItem =
    [
        new("name", "Required. What agents read; 3 to 256 characters."),
        new("typeId", "Required. The ID of the work type that shows payments."),
    ];

    public static readonly PlatformAction[] All =
    [
        new("CryptoPay Send Link", "/api/v2/conversations/messages/agentless",
            Template.JsonObject(Link, ("toAddressMessengerType", "\"sms\"")), Link,
            [new("id", "\"\"", "Genesys Cloud's ID of the message.")]),
        new("CryptoPay Create Work Item", "/api/v2/taskmanagement/workitems", Template.JsonObject(WorkItem), WorkItem,
            [new("id", "\"\"", "The work item's ID, for workitemId of CryptoPay Create Payment.")]),
    ];

    /// <summary>Of its export, below the folder of all.</summary>
    public string FileName => $"{Folder}/{Name.Replace(' ', '-')}.custom.json";

    public JsonObject Export() => GenesysKit.Export.Form(
        Name, "purecloud-data-actions", Path, "POST", new JsonObject { ["Content-Type"] = "application/json" }, Body,
        Inputs, Outputs);
}
