using System.Text.Json.Nodes;
using CryptoPay.GenesysKit.Tests.Engines;

namespace CryptoPay.GenesysKit.Tests.DataActions;

/// <summary>How the OAuth set asks the issuer for a token.</summary>
public class AccessTokenTests(VelocityAndJsonPath engines)
{
    private static readonly ExportedAction Action = ExportedAction.Read(
        Path.Combine(ExportedAction.Folder, Credential.OAuth.Folder, AccessToken.FileName));

    [Theory]
    [InlineData(null, "grant_type=client_credentials")]
    [InlineData("", "grant_type=client_credentials")]
    [InlineData("payments:create payments:read",
        "grant_type=client_credentials&scope=payments%3Acreate%20payments%3Aread")]
    public async Task A_scope_is_asked_for_where_there_is_one(string? scope, string body)
    {
        var context = new JsonObject
        {
            ["credentials"] = new JsonObject
            {
                ["loginUrl"] = "https://login.example.com/token",
                ["clientId"] = "client",
                ["clientSecret"] = "s3cret",
                ["scope"] = scope,
            },
        };

        Assert.Equal(body, await engines.Render(Action.BodyTemplate, context));
        Assert.Equal("https://login.example.com/token", await engines.Render(Action.UrlTemplate, context));
        Assert.Equal(
            "Basic Y2xpZW50OnMzY3JldA==",
            await engines.Render(Action.Headers.Single(header => header.Name == "Authorization").Template, context));
    }
}
