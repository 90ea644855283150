using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using CryptoPay.Loopback;
using CryptoPay.Node;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Notifications.Tests;

/// <summary>Receivers that are not ours, and those that our page shows, take what we send.</summary>
public class ReceiverTests
{
    private static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "Receivers");

    [Fact]
    public async Task The_libraries_of_Standard_Webhooks_and_of_Svix_take_what_is_sent_and_nothing_else()
    {
        Assert.SkipUnless(NodeFolder.IsInstalled, NodeFolder.Missing);
        using var node = await NodeFolder.Install(Scripts);
        await using var receiver = await HttpReceiver.Open();
        using var rig = InDevelopment();
        await rig.Deliver(Order(receiver.Port));
        rig.Change("default:PreviousSecret", NotificationRig.OtherSecret);
        await rig.Deliver(Order(receiver.Port));
        var (one, rotated) = (receiver.Requests.First(), receiver.Requests.Last());
        (string Secret, HttpReceived What, bool IsGenuine)[] cases =
        [
            (NotificationRig.Secret, one, true),
            (NotificationRig.OtherSecret, one, false),
            (NotificationRig.Secret, rotated, true),
            (NotificationRig.OtherSecret, rotated, true),
            (NotificationRig.Secret, one with { Body = [.. one.Body, (byte)' '] }, false),
            (NotificationRig.Secret, With(one, "webhook-id", "dl0"), false),
            (NotificationRig.Secret,
                With(one, "webhook-timestamp", $"{long.Parse(one.Headers["webhook-timestamp"], CultureInfo.InvariantCulture) + 1}"), false),
        ];

        var file = Path.Combine(node.Path, "deliveries.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(cases.Select(each => new
        {
            secret = each.Secret,
            headers = each.What.Headers,
            body = Convert.ToBase64String(each.What.Body),
        })));
        var said = JsonElement.Parse(await node.Run("node", ["verify.js", file]));

        Assert.Equal(
            cases.Select(each => (each.IsGenuine, each.IsGenuine)),
            said.EnumerateArray().Select(each =>
                (each.GetProperty("standardwebhooks").GetBoolean(), each.GetProperty("svix").GetBoolean())));
    }

    [Fact]
    public async Task The_receiver_in_Node_that_the_page_shows_takes_each_delivery_once()
    {
        Assert.SkipUnless(NodeFolder.IsInstalled, NodeFolder.Missing);
        using var node = await NodeFolder.Install(Scripts);
        await File.WriteAllTextAsync(Path.Combine(node.Path, "receiver.js"), Example("js"));
        var port = Ports.Free();
        using var rig = InDevelopment();
        using var process = node.Start("node", ["receiver.js"],
            ("PORT", $"{port}"), ("WEBHOOK_SECRET", NotificationRig.Secret));
        try
        {
            Assert.Equal(new DeliveryResult.Delivered(), await OnceItListens(rig, process, port));
            Assert.Equal(new DeliveryResult.Delivered(), await rig.Deliver(Order(port)));
            Assert.Equal(new DeliveryResult.Delivered(), await rig.Deliver(Order(port) with { CaseRevision = 4 }));
            rig.Change("default:Secret", NotificationRig.OtherSecret);
            Assert.Equal(new DeliveryResult.Unavailable("http_401"), await rig.Deliver(Order(port)));
        }
        finally
        {
            process.Kill();
        }

        var told = await process.StandardOutput.ReadToEndAsync(NotificationRig.Cancellation);
        Assert.Equal(string.Concat(Enumerable.Repeat("payment.updated CC-1001 Requested\n", 2)), told);
    }

    [Fact]
    public async Task The_check_in_CSharp_that_the_page_shows_takes_what_is_sent_and_nothing_else()
    {
        Assert.Contains(Example("csharp").Trim(), Unindented(await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "tests", "Notifications.Tests", "ExampleReceiver.cs"))));
        await using var receiver = await HttpReceiver.Open();
        using var rig = InDevelopment();
        rig.Change("default:PreviousSecret", NotificationRig.OtherSecret);
        await rig.Deliver(Order(receiver.Port));
        var sent = receiver.Requests.Single();
        var now = rig.Clock.GetUtcNow();

        Assert.True(Takes(NotificationRig.Secret, sent, now));
        Assert.True(Takes(NotificationRig.OtherSecret, sent, now.AddMinutes(5)));
        Assert.False(Takes(NotificationRig.Secret, sent, now.AddMinutes(6)));
        Assert.False(Takes(NotificationRig.Secret, sent, now.AddMinutes(-6)));
        Assert.False(Takes(NotificationRig.Secret, sent with { Body = sent.Body[1..] }, now));
        Assert.False(Takes("whsec_AAAA", sent, now));
    }

    private static bool Takes(string secret, HttpReceived what, DateTimeOffset now) => ExampleReceiver.IsGenuine(
        secret, what.Headers["webhook-id"], what.Headers["webhook-timestamp"], what.Headers["webhook-signature"],
        what.Body, now);

    private static async Task<DeliveryResult> OnceItListens(NotificationRig rig, Process process, int port)
    {
        while (true)
        {
            var result = await rig.Deliver(Order(port));
            if (result is not DeliveryResult.Unavailable { Code: "not_connected" }) return result;
            if (process.HasExited) Assert.Fail(await process.StandardError.ReadToEndAsync());
        }
    }

    private static HttpReceived With(HttpReceived sent, string header, string value) =>
        sent with { Headers = new(sent.Headers) { [header] = value } };

    // The libraries look at the machine's clock.
    private static NotificationRig InDevelopment() => new(
        new() { ["default:Hosts:0"] = "127.0.0.1", ["default:Secret"] = NotificationRig.Secret },
        "Development", Dns.GetHostAddressesAsync, TimeProvider.System.GetUtcNow());

    private static PaymentIntent Order(int port) =>
        Orders.Order($"http://127.0.0.1:{port}/hook");

    private static string Example(string language)
    {
        var from = Repository.Page.Split($"```{language}\n")[1];
        return from[..from.IndexOf("```", StringComparison.Ordinal)];
    }

    private static string Unindented(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Length > 4 ? line[4..] : line));
}
