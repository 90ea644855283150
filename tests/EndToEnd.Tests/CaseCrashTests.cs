using Microsoft.AspNetCore.Http;

namespace CryptoPay.EndToEnd.Tests;

/// <summary>
/// The gateway is killed with kill -9 while a case sink is told, at each point that leaves something behind. Each sink
/// ends as its kind says. Each sink once; twenty kills with --long.
/// </summary>
public sealed class CaseCrashTests
{
    private static readonly int Times = Environment.GetEnvironmentVariable("CRYPTOPAY_TEST_LONG") == "1" ? 20 : 4;

    private static readonly (string Sink, string Method, string Path)[] Calls =
    [
        ("comment", "POST", "/comments"), ("message", "POST", "/messages/agentless"),
        ("workitem", "PATCH", "/workitems/"), ("workflow", "POST", "/flows/executions"),
    ];

    /// <summary>As the sandbox's work type numbers its statuses.</summary>
    private static readonly string[] Words =
    [
        "PaymentRequested", "AwaitingPayment", "PaymentPending", "AdditionalFundsRequired", "PaymentConfirming",
        "Complete", "PartlyRefunded", "Refunded", "Expired", "UnderReview", "Failed", "Cancelled", "Timeout",
    ];

    [Fact]
    public async Task Killed_while_a_sink_is_told_it_ends_as_its_kind_says()
    {
        await using var rig = await Rig.Build(
        [
            ("Genesys:default:BaseUrl", "{wire}/sandbox/genesys"), ("Genesys:default:ClientId", "sandbox-genesys"),
            ("Genesys:default:ClientSecret", Rig.GenesysSecret), ("Genesys:default:FlowId", "flow-1"),
            ("Genesys:default:MessageFrom", "+15005550006"), ("Genesys:default:MessengerType", "sms"),
            .. Calls.Select((call, i) => ($"Genesys:default:Sinks:{i}", call.Sink)),
            .. Words.Select((word, i) => (
                $"Genesys:default:Statuses:{word}", $"5ab0c000-0000-4000-8000-0000000000{i + 1:00}")),
        ]);
        for (var i = 0; i < Times; i++)
        {
            var (sink, orderId) = (Calls[i % Calls.Length].Sink, $"CC-{i}");
            var point = (i / Calls.Length + i) % 3;
            var killed = KillAt(rig, Calls[i % Calls.Length], point);
            await Rig.MayDie(() => rig.Create(orderId, new()
            {
                ["workitemId"] = $"item-{i}",
                ["caseId"] = $"case-{i}",
                ["messageAddress"] = $"+1500555{i:0000}",
            }));
            var settling = Settle(rig, orderId, killed.Task);
            await killed.Task;
            await Rig.MayDie(() => settling);
            rig.Wire.LetAllPass();
            await rig.StartGateway();
            await Settle(rig, orderId);
            await rig.Until(async () => (await SinksOf(rig, orderId)).All(IsOver), () => "a sink is not told");

            await EndsAsItsKindSays(rig, i, sink, wasDone: point != 0);
        }
    }

    private static async Task EndsAsItsKindSays(Rig rig, int i, string killed, bool wasDone)
    {
        var item = await rig.Genesys($"workitems/item-{i}");
        Assert.Equal("Payment Status: Complete", item.GetProperty("status").GetString());
        Assert.Single(item.GetProperty("changes").EnumerateArray(),
            change => change.GetProperty("after").GetString() == "Payment Status: Complete"
                && change.GetProperty("field").GetString() == "status");

        var comments = (await rig.Genesys("comments")).EnumerateArray()
            .Where(comment => comment.GetProperty("parent").GetString() == $"case-{i}")
            .Select(comment => comment.GetProperty("content").GetString()!).ToList();
        Assert.NotEmpty(comments);
        Assert.Distinct(comments);

        var messages = (await rig.Genesys("messages")).EnumerateArray()
            .Count(message => message.GetProperty("toAddress").GetString() == $"+1500555{i:0000}");
        var isUnclear = (await SinksOf(rig, $"CC-{i}")).Any(sink => sink == ("message", "unclear"));
        Assert.Equal((killed == "message" && !wasDone ? 0 : 1, killed == "message"), (messages, isUnclear));

        var launches = (await rig.Genesys("executions")).EnumerateArray()
            .Select(launch => launch.GetProperty("inputData"))
            .Where(input => input.GetProperty("Flow.orderId").GetString() == $"CC-{i}")
            .Select(input => (input.GetProperty("Flow.revision").GetString(),
                input.GetProperty("Flow.deliveryId").GetString(), input.GetProperty("Flow.outcome").GetString()))
            .ToList();
        Assert.Contains(launches, launch => launch.Item3 == "paid");
        // A repeat is told by its delivery ID.
        Assert.All(launches.GroupBy(launch => launch.Item1), of => Assert.Single(of.Select(o => o.Item2).Distinct()));
    }

    /// <param name="point">0: on its way. 1: done, and not answered. 2: answered, and not written.</param>
    private static TaskCompletionSource KillAt(Rig rig, (string, string Method, string Path) call, int point)
    {
        var killed = new TaskCompletionSource();
        bool IsIt(HttpRequest request) => request.Method == call.Method
            && request.Path.Value!.Contains(call.Path, StringComparison.Ordinal);
        async Task Kill()
        {
            await rig.Gateway.Kill();
            killed.TrySetResult();
        }

        if (point == 0)
        {
            rig.Wire.BeforeProcessor = async request =>
            {
                if (!IsIt(request)) return;
                await Kill();
                throw new OperationCanceledException("The call never arrived.");
            };
        }

        rig.Wire.BeforeAnswer = async request =>
        {
            if (!IsIt(request)) return;
            if (point == 1) await Kill();
            if (point != 2) return;
            var writeLock = await rig.HoldWrites();
            rig.Wire.AfterAnswer = async _ =>
            {
                await Kill();
                await writeLock.DisposeAsync();
            };
        };
        return killed;
    }

    /// <summary>As far as it comes: after a kill the gateway is not asked any more.</summary>
    private static async Task Settle(Rig rig, string orderId, Task? killed = null)
    {
        var status = "";
        foreach (var (action, at, beyond) in new[]
        {
            ("pay", "AwaitingPayment", (string[])["Confirming", "Settled"]), ("confirm", "Confirming", ["Settled"]),
        })
        {
            await rig.Until(
                async () => killed is { IsCompleted: true }
                    || (status = (await rig.Get(orderId)).GetProperty("status").GetString()!) == at
                    || beyond.Contains(status),
                () => $"{orderId} is {status}");
            if (killed is { IsCompleted: true }) return;
            if (status == at) await rig.Control(orderId, action);
        }

        if (killed is null) await rig.UntilStatus(orderId, "Settled");
    }

    private static bool IsOver((string Sink, string State) sink) => sink.State is "delivered" or "unclear" or "none";

    private static async Task<(string, string)[]> SinksOf(Rig rig, string orderId) =>
    [
        .. (await rig.Get($"{orderId}/sinks")).GetProperty("sinks").EnumerateArray()
            .Select(sink => (sink.GetProperty("sink").GetString()!, sink.GetProperty("state").GetString()!)),
    ];
}
