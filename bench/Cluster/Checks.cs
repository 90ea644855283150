using System.Collections.Concurrent;
using System.Text.Json;

namespace CryptoPay.Cluster;

/// <summary>What must hold whatever died: nothing acknowledged is lost, and nothing is there twice.</summary>
internal static class Checks
{
    private const int Tries = 60;

    private static readonly ParallelOptions Some = new() { MaxDegreeOfParallelism = 6 };

    /// <summary>Each order answers.</summary>
    public static async Task NothingIsLost(Run run, Rig rig, IReadOnlyCollection<string> orders)
    {
        ConcurrentBag<string> lost = [];
        await Parallel.ForEachAsync(orders, Some, async (order, _) =>
        {
            var status = 0;
            for (var i = 0; i < Tries && !Api.IsGood(status) && status != 404; i++)
            {
                if (i > 0) await Task.Delay(1000, CancellationToken.None);
                (status, var _) = await rig.Get(rig.GatewayAddresses[i % rig.Gateways.Count], order);
            }

            if (!Api.IsGood(status)) lost.Add($"{order} ({status})");
        });
        if (lost.IsEmpty) run.Figure("acknowledged orders that are there", $"{orders.Count} of {orders.Count}");
        else run.Wrong($"{lost.Count} of {orders.Count} acknowledged orders are lost: {Few(lost)}");
    }

    /// <summary>No order has two invoices that can be paid, and none says that it has one where there is none.</summary>
    public static async Task OneInvoiceEach(Run run, Rig rig, IReadOnlyCollection<string> orders)
    {
        ConcurrentBag<string> doubled = [], without = [], strays = [];
        await Parallel.ForEachAsync(orders, Some, async (order, _) =>
        {
            var invoices = await Invoices(rig, order);
            var payable = invoices.Count(invoice => invoice.GetProperty("isPayable").GetBoolean());
            if (payable > 1) doubled.Add($"{order} ({payable})");
            if (invoices.Length > 1) strays.Add(order);
            if (invoices.Length > 0) return;
            var (status, body) = await rig.Get(rig.GatewayAddresses[0], order);
            if (Api.IsGood(status) && body.GetProperty("status").GetString() is not "Requested" and var word)
                without.Add($"{order} ({word})");
        });
        if (!doubled.IsEmpty) run.Wrong($"{doubled.Count} orders have more than one payable invoice: {Few(doubled)}");
        if (!without.IsEmpty) run.Wrong($"{without.Count} orders claim an invoice that nobody made: {Few(without)}");
        run.Figure("orders with two payable invoices", $"{doubled.Count} of {orders.Count}");
        run.Figure("orders with a second invoice, made unpayable", strays.Count - doubled.Count);
    }

    public static async Task ChainsAreIntact(Run run, Rig rig, IReadOnlyCollection<string> orders)
    {
        ConcurrentBag<string> broken = [];
        await Parallel.ForEachAsync(orders, Some, async (order, _) =>
        {
            for (var i = 0; i < Tries; i++)
            {
                var (status, body) = await rig.Get(rig.GatewayAddresses[0], order, "/events");
                if (Api.IsGood(status))
                {
                    if (!body.GetProperty("isChainIntact").GetBoolean()) broken.Add(order);
                    return;
                }

                await Task.Delay(1000, CancellationToken.None);
            }

            broken.Add($"{order} (no answer)");
        });
        if (!broken.IsEmpty) run.Wrong($"{broken.Count} histories are broken: {Few(broken)}");
        else run.Figure("histories that are whole", $"{orders.Count} of {orders.Count}");
    }

    /// <summary>Each order has one live pull payment at the processor, and the refund is linked to it.</summary>
    public static async Task OneRefundEach(Run run, Rig rig, IReadOnlyCollection<string> orders, string refundId)
    {
        using var processor = new HttpClient { DefaultRequestHeaders = { { "Authorization", "token sandbox-api-key" } } };
        var (_, all) = await Api.Send(processor, HttpMethod.Get, new(
            rig.Sandbox.Address, "/sandbox/btcpay/api/v1/stores/sandbox-store/pull-payments"));
        var names = all.EnumerateArray().Select(one => one.GetProperty("name").GetString()!).ToArray();
        Dictionary<string, int> states = [];
        foreach (var order in orders)
        {
            var invoices = (await Invoices(rig, order)).Select(one => one.GetProperty("invoiceId").GetString()!).ToArray();
            var live = names.Count(name => invoices.Any(invoice => name.EndsWith(invoice, StringComparison.Ordinal)));
            var (status, body) = await rig.Get(rig.GatewayAddresses[0], order, $"/refunds/{refundId}");
            var state = Api.IsGood(status) ? body.GetProperty("status").GetString()! : $"answered {status}";
            states[state] = states.GetValueOrDefault(state) + 1;
            if (live > 1) run.Wrong($"{order} is refunded {live} times");
            if (live == 0) run.Wrong($"{order}'s refund was acknowledged and was not made: {state}");
        }

        run.Figure(
            "refunds, by what they say", string.Join(", ", states.Select(state => $"{state.Value} {state.Key}")));
    }

    /// <summary>Until no order waits for its invoice any more.</summary>
    public static async Task AllHaveInvoices(Run run, Rig rig, IReadOnlyCollection<string> orders)
    {
        var waiting = orders.ToArray();
        for (var i = 0; i < 48 && waiting.Length > 0; i++)
        {
            if (i > 0) await Task.Delay(5000);
            ConcurrentBag<string> still = [];
            await Parallel.ForEachAsync(waiting, Some, async (order, _) =>
            {
                var (status, body) = await rig.Get(rig.GatewayAddresses[0], order);
                if (!Api.IsGood(status) || body.GetProperty("status").GetString() == "Requested") still.Add(order);
            });
            waiting = [.. still];
            if (waiting.Length > 0) run.Says($"{waiting.Length} orders have no invoice yet");
        }

        run.Figure("orders without an invoice in the end", waiting.Length);
    }

    private static async Task<JsonElement[]> Invoices(Rig rig, string order)
    {
        var (status, body) = await Api.Send(
            rig.Http, HttpMethod.Get, new(rig.Sandbox.Address, $"/sandbox/orders/{order}"));
        return Api.IsGood(status) ? [.. body.GetProperty("invoices").EnumerateArray()] : [];
    }

    private static string Few(IReadOnlyCollection<string> some) =>
        string.Join(", ", some.Take(5)) + (some.Count > 5 ? ", …" : "");
}
