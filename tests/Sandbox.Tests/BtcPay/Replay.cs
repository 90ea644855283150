using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoPay.Sandbox.Tests.Hosting;

namespace CryptoPay.Sandbox.Tests.BtcPay;

/// <summary>Drives the sandbox through a recording at its times and compares each answer and each webhook.</summary>
internal sealed partial class Replay(SandboxHost sandbox, WebhookReceiver receiver)
{
    private readonly Dictionary<string, string> recordedIds = [];

    /// <summary>The invoices are equal and of the same second, for which BTCPay defines no order.</summary>
    public bool HasTwins { get; init; }
    private string orderId = "";

    /// <param name="skipped">Numbers of steps that cannot be driven.</param>
    public async Task Run(string name, params int[] skipped)
    {
        var recording = Recording.Load(name);
        foreach (var step in recording.Steps.Where(step => !skipped.Contains(step.N)))
        {
            Advance(recording.At(step.OffsetSeconds));
            if (step.Request is not null)
            {
                await Call(step);
            }
            else if (Control(name, step) is { } control)
            {
                await sandbox.Control(orderId, control);
            }
        }
        await CompareWebhooks(name, recording);
    }

    private async Task Call(RecordedStep step)
    {
        var path = step.Request!.Path;
        foreach (var (ours, recorded) in recordedIds)
        {
            path = path.Replace(recorded, ours);
        }
        using var request = new HttpRequestMessage(HttpMethod.Parse(step.Request.Method), "/sandbox/btcpay" + path);
        foreach (var (header, value) in step.Request.Headers.Where(header => header.Key != "Content-Type"))
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }
        if (step.Request.BodyText is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(step.Request.Headers["Content-Type"]);
        }
        using var answer = await sandbox.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal($"{step.N} {step.Response!.Status}", $"{step.N} {(int)answer.StatusCode}");
        Assert.Equal(step.Response.ContentType, answer.Content.Headers.ContentType?.ToString());
        if (step.Step.StartsWith("create", StringComparison.Ordinal) && answer.IsSuccessStatusCode)
        {
            Remember(step.Response.BodyText!, text);
        }
        Assert.Equal(Compared(step.Response.BodyText), Compared(text));
    }

    private void Remember(string recorded, string ours)
    {
        var created = JsonElement.Parse(ours);
        recordedIds[created.GetProperty("id").GetString()!] =
            JsonElement.Parse(recorded).GetProperty("id").GetString()!;
        orderId = created.GetProperty("metadata").TryGetProperty("orderId", out var value) ? value.ToString() : "";
    }

    /// <summary>What our controls call the thing that was done to the chain; null for nothing.</summary>
    private static string? Control(string name, RecordedStep step) => (name, step) switch
    {
        // The replacement in the memory pool shows nowhere; its block takes the payment away.
        ("double-spent-before-confirmation-medium", { Step: "mine" }) => "double-spend",
        // The recording does not name the block that came while it polled.
        ("topup", { Step: "polled until Settled" }) => "confirm",
        (_, { Step: "mine" }) => "confirm?blocks=" + step.ChainAction!.Value.GetProperty("blocks"),
        (_, { ChainAction: not null }) when PayCoins().Match(step.Step) is { Success: true } pay =>
            "pay?amount=" + PriceOf(pay.Groups[1].Value),
        (_, { ChainAction: not null }) when step.Step.StartsWith("pay ", StringComparison.Ordinal) => "pay",
        _ => null,
    };

    private static string PriceOf(string coins) =>
        (100 * decimal.Parse(coins, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);

    private async Task CompareWebhooks(string name, Recording recording)
    {
        var expected = recording.Webhooks ?? [];
        if (expected.Count > 0)
        {
            Advance(recording.At(expected[^1].OffsetSeconds));
        }
        foreach (var invoiceId in recordedIds.Keys)
        {
            await sandbox.Read(invoiceId);
        }
        await sandbox.Create("after " + name);
        // The markers of earlier replays expire too.
        var received = (await receiver.UpTo("after " + name))
            .Where(webhook => recordedIds.ContainsKey(webhook.Text("invoiceId")))
            .ToList();

        Assert.Equal(
            expected.Select(webhook => Compared(webhook.Request.BodyText)),
            received.Select(webhook => Compared(Encoding.UTF8.GetString(webhook.Body))));
        foreach (var (webhook, recorded) in received.Zip(expected))
        {
            Assert.Equal(recorded.Request.Header("User-Agent"), webhook.Headers["User-Agent"]);
            Assert.Equal(recorded.Request.Header("Content-Type"), webhook.Headers["Content-Type"]);
            var key = Encoding.UTF8.GetBytes(SandboxHost.WebhookSecret);
            Assert.Equal(
                "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(key, webhook.Body)),
                webhook.Headers["BTCPay-Sig"]);
        }
        // Layout too, not only content: indented by two, line feeds, no trailing one.
        Assert.All(received, webhook => Assert.Matches("^{\n  \"[^\r]*\n}$", Encoding.UTF8.GetString(webhook.Body)));
    }

    private void Advance(DateTimeOffset to)
    {
        if (to > sandbox.Clock.GetUtcNow())
        {
            sandbox.Clock.SetUtcNow(to);
        }
    }

    private string Compared(string? json)
    {
        var text = string.IsNullOrEmpty(json) ? "" : Comparable.Text(json, recordedIds);
        return HasTwins ? recordedIds.Values.Aggregate(text, (replaced, id) => replaced.Replace(id, "TWIN")) : text;
    }

    [GeneratedRegex("^pay ([0-9.]+)")]
    private static partial Regex PayCoins();
}
