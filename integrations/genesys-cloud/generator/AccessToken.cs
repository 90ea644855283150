using System.Text.Json.Nodes;

namespace CryptoPay.GenesysKit;

/// <summary>
/// The one action that an integration with OAuth credentials has beside its others: it asks the issuer for a token. Its
/// credentials are loginUrl, clientId, clientSecret and, where the issuer wants one, scope.
/// </summary>
internal static class AccessToken
{
    public const string FileName = "CryptoPay-Access-Token.customAuth.json";

    public static JsonObject Export(string integrationType) => new()
    {
        ["name"] = "CryptoPay Access Token",
        ["integrationType"] = integrationType,
        ["actionType"] = "customAuth",
        ["config"] = new JsonObject
        {
            ["request"] = new JsonObject
            {
                ["requestUrlTemplate"] = "${credentials.loginUrl}",
                ["requestType"] = "POST",
                ["headers"] = new JsonObject
                {
                    ["Authorization"] =
                        "Basic $encoding.base64(\"${credentials.clientId}:${credentials.clientSecret}\")",
                    ["Content-Type"] = "application/x-www-form-urlencoded",
                    ["Accept"] = "application/json",
                },
                ["requestTemplate"] = "grant_type=client_credentials"
                    + $"#if(\"$!{{credentials.scope}}\" != \"\")&scope={Template.UriText("credentials.scope")}#end",
            },
            ["response"] = new JsonObject
            {
                ["translationMap"] = new JsonObject(),
                ["translationMapDefaults"] = new JsonObject(),
                ["successTemplate"] = "${rawResult}",
            },
        },
        ["contract"] = new JsonObject
        {
            ["input"] = new JsonObject { ["inputSchema"] = AnyObject },
            ["output"] = new JsonObject { ["successSchema"] = AnyObject },
        },
        ["secure"] = false,
    };

    private static JsonObject AnyObject =>
        new() { ["type"] = "object", ["properties"] = new JsonObject(), ["additionalProperties"] = true };
}
