using System.Diagnostics;
using System.Text.Json;
using CryptoPay.Loopback;

namespace CryptoPay.EndToEnd.Tests;

/// <summary>What somebody sees who starts the gateway for the first time and pastes what it prints.</summary>
public sealed class NewUserTests
{
    [Fact]
    public async Task One_command_brings_up_everything_and_the_printed_line_makes_a_payment_that_a_case_follows()
    {
        var folder = Directory.CreateTempSubdirectory("cryptopay-new-user-").FullName;
        var settings = new Dictionary<string, string>
        {
            ["Storage:ConnectionString"] = $"Data Source={Path.Combine(folder, "cryptopay.db")}",
            ["Sandbox:ConnectionString"] = $"Data Source={Path.Combine(folder, "sandbox.db")}",
        };
        await using var gateway = await ServerProcess.Start("Gateway", Ports.Free(), "/health/ready", settings);
        await Eventually.Holds(() => Task.FromResult(gateway.Output.Contains("curl ")), () => gateway.Output);
        Assert.Contains("dev-only-key", gateway.Output);

        var curl = gateway.Output.Split('\n')
            .Single(line => line.TrimStart().StartsWith("curl ", StringComparison.Ordinal));
        var view = await Pasted(curl, "AwaitingPayment", gateway);
        var page = await gateway.Client.GetStringAsync(view.GetProperty("checkoutUrl").GetString());
        Assert.Contains("Pay in full", page);

        var orderId = view.GetProperty("orderId").GetString();
        foreach (var (action, status) in new[] { ("pay", "Confirming"), ("confirm", "Settled") })
        {
            (await gateway.Client.PostAsync($"/sandbox/orders/{orderId}/{action}", null)).EnsureSuccessStatusCode();
            await Pasted(curl, status, gateway);
        }

        await Eventually.Holds(
            async () => (await gateway.Client.GetStringAsync("/sandbox/genesys/show/workitems/W-1"))
                .Contains("Payment Status: Complete"),
            () => gateway.Output);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The answer to the line, pasted again until it says this.</summary>
    private static async Task<JsonElement> Pasted(string curl, string status, ServerProcess gateway)
    {
        var answer = default(JsonElement);
        await Eventually.Holds(
            async () => $"{(answer = JsonElement.Parse(await Bash(curl))).GetProperty("status")}" == status,
            () => $"{answer}\n{gateway.Output}");
        return answer;
    }

    private static async Task<string> Bash(string command)
    {
        using var bash = Process.Start(
            new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true })!;
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return output;
    }
}
