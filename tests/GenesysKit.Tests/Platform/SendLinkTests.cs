using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoPay.Gateway.Tests.Docs;
using CryptoPay.Sandbox.Genesys.Contract;

namespace CryptoPay.GenesysKit.Tests.Platform;

/// <summary>The action that calls Genesys Cloud itself: it is held against what Genesys Cloud takes.</summary>
public sealed partial class SendLinkTests
{
    private static readonly JsonElement Export = JsonElement.Parse(File.ReadAllText(Path.Combine(
        Pages.Root, "integrations", "genesys-cloud", "exports", "platform", "CryptoPay-Send-Link.custom.json")));

    private static readonly JsonElement Request = Export.GetProperty("config").GetProperty("request");

    private static readonly string Body = Request.GetProperty("requestTemplate").GetString()!;

    [Fact]
    public void What_it_sends_is_what_Genesys_Cloud_takes()
    {
        var sent = Escaped.Replace(Body, "+13175550199");

        Assert.Equal("sms", JsonElement.Parse(sent).GetProperty("toAddressMessengerType").GetString());
        Assert.Equal([], GenesysContract.MistakesInRequest(
            Request.GetProperty("requestType").GetString()!, Request.GetProperty("requestUrlTemplate").GetString()!, sent));
    }

    [Fact]
    public void Every_input_is_sent_and_none_unescaped()
    {
        Assert.Equal(
            Export.GetProperty("contract").GetProperty("input").GetProperty("inputSchema").GetProperty("properties")
                .EnumerateObject().Select(input => input.Name).Order(),
            Escaped.Matches(Body).Select(match => match.Groups[1].Value).Order());
        Assert.DoesNotContain("$", Escaped.Replace(Body, ""));
    }

    [GeneratedRegex(@"(?<="")\$!esc\.jsonString\(\$!\{input\.(\w+)\}\)(?="")")]
    private static partial Regex Escaped { get; }
}
