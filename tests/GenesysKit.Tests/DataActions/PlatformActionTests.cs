using CryptoPay.Sandbox.Genesys.Contract;

namespace CryptoPay.GenesysKit.Tests.DataActions;

/// <summary>The actions that call Genesys Cloud itself are held against what Genesys Cloud takes.</summary>
public sealed class PlatformActionTests
{
    public static TheoryData<string> Names => [.. PlatformAction.All.Select(action => action.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_it_sends_is_what_Genesys_Cloud_takes(string name)
    {
        var action = ExportedAction.OfFlows(name);

        Assert.Equal([], GenesysContract.MistakesInRequest(
            action.Method, action.UrlTemplate, ExportTests.JsonInput.Replace(action.BodyTemplate, "+13175550199")));
    }
}
