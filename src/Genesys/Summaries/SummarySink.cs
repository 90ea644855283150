using System.Text.Json.Nodes;
using CryptoPay.Genesys.Calls;
using CryptoPay.Genesys.Sinks;
using CryptoPay.Genesys.Words;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Genesys.Summaries;

/// <summary>The summary of a case in case management: one line, the newest. Its status is not ours to set.</summary>
internal sealed class SummarySink(Tenant tenant) : ICaseSink
{
    public static readonly SinkDefinition Definition = new()
    {
        Name = "summary",
        Permissions = ["caseManagement:caseSummary:edit"],
        Make = (tenant, _) => new SummarySink(tenant),
    };

    public string Merchant => tenant.Merchant;

    public string Name => Definition.Name;

    public CaseSinkKind Kind => CaseSinkKind.State;

    public IEnumerable<CaseNotice> NoticesOf(PaymentIntent intent) => intent.NoticesTo(CaseKeys.Case);

    public async Task<DeliveryResult> Deliver(CaseUpdate update, CancellationToken cancellation)
    {
        var told = await tenant.Tell(
            HttpMethod.Patch, $"casemanagement/cases/{update.Notice.Target.Value}/summary",
            new JsonObject { ["summary"] = CaseWords.Line(update.View) }, cancellation).ConfigureAwait(false);
        return told.AsResult();
    }
}
