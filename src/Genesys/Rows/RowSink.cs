using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CryptoPay.Genesys.Calls;
using CryptoPay.Genesys.Settings;
using CryptoPay.Genesys.Sinks;
using CryptoPay.Genesys.Words;
using CryptoPay.Payments;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Genesys.Rows;

/// <summary>A row of a data table, by order ID, so that any flow can look an order up.</summary>
internal sealed class RowSink(Tenant tenant) : ICaseSink
{
    private const string Key = "key";

    public static readonly SinkDefinition Definition = new()
    {
        Name = "row",
        Needs = [nameof(GenesysOptions.DataTableId)],
        Permissions = ["architect:datatable:view", "architect:datatableRow:edit", "architect:datatableRow:add"],
        Make = (tenant, _) => new RowSink(tenant),
        Check = Check,
    };

    public string Merchant => tenant.Merchant;

    public string Name => Definition.Name;

    public CaseSinkKind Kind => CaseSinkKind.State;

    public IEnumerable<CaseNotice> NoticesOf(PaymentIntent intent) => intent.HasCase()
        ? [CaseNotice.OfPayment(intent.CaseRevision, new Sensitive(tenant.Settings.DataTableId))]
        : [];

    public async Task<DeliveryResult> Deliver(CaseUpdate update, CancellationToken cancellation)
    {
        var put = await Put(update, cancellation).ConfigureAwait(false);
        if (put.Status != 404) return put.AsResult();
        var made = await tenant.Tell(
            HttpMethod.Post, $"flows/datatables/{update.Notice.Target.Value}/rows", RowOf(update), cancellation)
            .ConfigureAwait(false);
        return made switch
        {
            // It was made in between, or by a call of ours whose answer was lost.
            { Status: 409 } => (await Put(update, cancellation).ConfigureAwait(false)).AsResult(),
            { Status: 404, Fault: DeliveryResult.Refused table } => table with { IsOfSettings = true },
            _ => made.AsResult(),
        };
    }

    private Task<Reply<JsonNode>> Put(CaseUpdate update, CancellationToken cancellation) => tenant.Tell(
        HttpMethod.Put, $"flows/datatables/{update.Notice.Target.Value}/rows/{update.Intent.OrderId}", RowOf(update),
        cancellation);

    private static JsonObject RowOf(CaseUpdate update) => Json.Of(
        CaseWords.All.Where(word => word.Name != "orderId")
            .Select(word => KeyValuePair.Create(word.Name, word.Of(update.View)))
            .Prepend(KeyValuePair.Create(Key, update.Intent.OrderId)));

    private static async Task<ImmutableArray<Finding>> Check(
        Tenant tenant, CheckedItems items, CancellationToken cancellation)
    {
        var read = await tenant.Read(
            $"flows/datatables/{tenant.Settings.DataTableId}?expand=schema", RowShapes.Default.DataTable, cancellation)
            .ConfigureAwait(false);
        var found = Finding.Of(read, "The data table (DataTableId)", "architect:datatable:view");
        if (read.Value is not { } table) return [found];
        var missing = CaseWords.All.Select(word => word.Name).Where(name => name != "orderId").Prepend(Key)
            .Where(name => table.Schema?.Properties?.ContainsKey(name) != true).ToList();
        return [found, missing.Count == 0
            ? Finding.Good("It has a column for each of our words.")
            : Finding.Fault($"The data table has no column {string.Join(", ", missing)}: add each as a string.")];
    }
}
