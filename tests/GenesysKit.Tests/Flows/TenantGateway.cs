using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CryptoPay.Gateway.Tests;
using CryptoPay.GenesysKit.Tests.DataActions;
using CryptoPay.GenesysKit.Tests.Engines;
using CryptoPay.GenesysKit.Tests.Flows;
using CryptoPay.Sandbox.Genesys.Tenant;

[assembly: AssemblyFixture(typeof(TenantGateway))]

namespace CryptoPay.GenesysKit.Tests.Flows;

/// <summary>A gateway whose first merchant has the sandbox's Genesys Cloud, and the actions of both.</summary>
public sealed class TenantGateway() : WholeGateway(
[
    "--environment=Development",
    $"--Sandbox:Genesys:ClientSecret={ClientSecret}",
    $"--Genesys:{Merchant}:BaseUrl={{address}}/sandbox/genesys",
    $"--Genesys:{Merchant}:ClientId=sandbox-genesys",
    $"--Genesys:{Merchant}:ClientSecret={ClientSecret}",
    "--Resume:WrongPerMerchant=1000",
    $"--ProcessorRules:0:CryptoCode={CoinOfCommerce}",
    "--ProcessorRules:0:Accounts:0=sandbox-commerce",
    .. SandboxWorktype.Statuses.Where(status => status.IsOfPayment)
        .Select(status => $"--Genesys:{Merchant}:Statuses:{status.Word}={status.Id}"),
])
{
    /// <summary>Its payments go to an account that names no amount of a coin: the customer chooses on its page.</summary>
    public const string CoinOfCommerce = "ETH";

    private const string ClientSecret = "secret-of-the-tests";

    /// <summary>
    /// Runs a data action of either integration. Where a busy machine has not made the invoice in time, as often as it
    /// takes: how a flow goes must not hang on a speed.
    /// </summary>
    internal Task<DataActionResult> Run(
        VelocityAndJsonPath engines, string action, IReadOnlyDictionary<string, object?> inputs) =>
        Gateway.Tests.Payments.Until(
            () => RunOnce(engines, action, inputs),
            result => result.Outputs is not { } outputs || (string?)outputs["status"] != "Requested");

    /// <inheritdoc cref="Run"/>
    internal Task<DataActionResult> RunOnce(
        VelocityAndJsonPath engines, string action, IReadOnlyDictionary<string, object?> inputs) =>
        ExportedAction.IsOfPlatform(action)
            ? AtGenesys(engines, action, inputs)
            : new DataActionRunner(engines, Client, Key).Run(action, inputs);

    /// <summary>Goes through a flow to its end.</summary>
    internal async Task<Conversation> Hold(
        VelocityAndJsonPath engines, string flow, Conversation talk, IReadOnlyDictionary<string, string>? tokens)
    {
        Assert.SkipUnless(VelocityAndJsonPath.IsInstalled, VelocityAndJsonPath.Missing);
        await new FlowRun(talk, tokens ?? FlowFile.English, (action, inputs) => Run(engines, action, inputs)).Run(flow);
        return talk;
    }

    public async Task<string[]> TextMessagesTo(string address) =>
    [
        .. (await Client.GetFromJsonAsync<JsonElement>("/sandbox/genesys/messages")).EnumerateArray()
            .Where(message => message.GetProperty("toAddress").GetString() == address)
            .Select(message => message.GetProperty("textBody").GetString()!),
    ];

    public async Task<string> WorkItemStatus(string id) =>
        (await Client.GetFromJsonAsync<JsonElement>($"/sandbox/genesys/workitems/{id}"))
            .GetProperty("status").GetString()!;

    // Its address is below the tenant's, and the tenant's own token goes with it.
    private async Task<DataActionResult> AtGenesys(
        VelocityAndJsonPath engines, string action, IReadOnlyDictionary<string, object?> inputs)
    {
        using var tenant = new HttpClient { BaseAddress = new Uri(Address, "/sandbox/genesys") };
        using var login = new HttpRequestMessage(HttpMethod.Post, $"{tenant.BaseAddress}/oauth/token");
        login.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        login.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"sandbox-genesys:{ClientSecret}")));
        using var answer = await tenant.SendAsync(login);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        tenant.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await new DataActionRunner(engines, tenant, "").Run(ExportedAction.OfFlows(action), inputs);
    }
}
