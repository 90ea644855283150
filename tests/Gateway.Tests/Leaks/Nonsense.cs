using System.Text.Json;
using System.Text.RegularExpressions;

namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>Each flavor of nonsense, to a create and to a read that an operator asks for.</summary>
internal sealed partial class Nonsense(Caller caller, World world, Canaries canaries, string orderId)
{
    public async Task Run()
    {
        var flavors = Flavor.All(canaries).ToList();
        Flavor? ofReads = null;
        var given = 0;
        world.Spoils = call =>
        {
            var flavor = Numbered.Match(call) is { Success: true } match ? flavors[Number(match)] : ofReads;
            if (flavor is not null) Interlocked.Increment(ref given);
            return flavor;
        };
        world.HookSays = $"<html>{canaries.New("hook's answer")}</html>";
        // At once, as each takes as long as a caller may be kept.
        await Task.WhenAll(flavors.Select((_, number) => Create($"{orderId}-flavor{number}")));
        for (var number = 0; number < flavors.Count; number++) await OpenState($"{orderId}-flavor{number}");
        foreach (var flavor in flavors)
        {
            ofReads = flavor;
            await caller.Operate(
                Places.Payment, Requests.Post($"{Payments.Path}/{orderId}/read?merchant={House.Merchant}"));
            await OpenState(orderId);
        }

        (world.Spoils, world.HookSays) = (_ => null, "");
        Assert.True(given > flavors.Count, $"Only {given} answers were nonsense.");
    }

    private Task OpenState(string order) =>
        caller.Operate(Places.Dashboard, Requests.Get(Operator.StateOf(order)));

    private Task Create(string order) => caller.Send(Places.Payment, Requests.Post(Payments.Path,
        JsonSerializer.Serialize(new
        {
            orderId = order,
            amount = "10.00",
            currency = new { isoCode = "USD", cryptoCode = "BTC" },
            posLabel = canaries.New("posLabel"),
            metadata = new { workitemId = canaries.New("metadata for a case") },
            notificationUrl = $"{world.Address}{World.HookPath}{canaries.New("notificationUrl")}",
        })));

    private static int Number(Match match) =>
        int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("-flavor([0-9]+)")]
    private static partial Regex Numbered { get; }
}
