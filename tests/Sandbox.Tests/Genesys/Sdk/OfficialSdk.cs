using System.Text.Json;
using CryptoPay.Node;

namespace CryptoPay.Sandbox.Tests.Genesys.Sdk;

/// <summary>Genesys' own client for Node.js, installed anew from the lock file beside this.</summary>
internal static class OfficialSdk
{
    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "Genesys", "Sdk");

    /// <summary>What <c>calls.cjs</c> saw.</summary>
    public static async Task<JsonElement> Calls(params (string Name, string Value)[] environment)
    {
        using var node = await NodeFolder.Install(Source);
        return JsonElement.Parse(await node.Run("node", ["calls.cjs"],
            // It watches a file of the home folder, and takes a proxy even for this machine.
            [("HOME", node.Path), ("NO_PROXY", "*"), ("no_proxy", "*"), .. environment]));
    }
}
