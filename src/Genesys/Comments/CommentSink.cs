using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CryptoPay.Genesys.Calls;
using CryptoPay.Genesys.Sinks;
using CryptoPay.Genesys.Words;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Genesys.Comments;

/// <summary>
/// A comment at a case for each revision, so that people can read what happened when. None is ever edited; each bears
/// its delivery ID, by which it is found again.
/// </summary>
internal sealed class CommentSink(Tenant tenant) : ISearchableCaseSink
{
    internal const int PagesMax = 20;

    public static readonly SinkDefinition Definition = new()
    {
        Name = "comment",
        Permissions = ["caseManagement:comment:add", "caseManagement:comment:view"],
        Make = (tenant, _) => new CommentSink(tenant),
        Check = Check,
    };

    public string Merchant => tenant.Merchant;

    public string Name => Definition.Name;

    public CaseSinkKind Kind => CaseSinkKind.Searchable;

    public IEnumerable<CaseNotice> NoticesOf(PaymentIntent intent) => intent.NoticesTo(CaseKeys.Case);

    public async Task<DeliveryResult> Deliver(CaseUpdate update, CancellationToken cancellation)
    {
        var content = $"{CaseWords.Line(update.View)} (revision {update.Notice.Revision}, {update.DeliveryId})";
        var told = await tenant.Tell(
            HttpMethod.Post, $"casemanagement/cases/{update.Notice.Target.Value}/comments",
            new JsonObject { ["content"] = content }, cancellation).ConfigureAwait(false);
        return told.AsResult();
    }

    /// <summary>The newest first, so what was sent a moment ago is on the first page.</summary>
    public async Task<DeliveryResult> Find(CaseUpdate update, CancellationToken cancellation)
    {
        var after = "";
        for (var i = 0; i < PagesMax; i++)
        {
            var read = await Read(tenant, update.Notice.Target.Value, after, cancellation).ConfigureAwait(false);
            if (read is not { Fault: null, Value: { } page }) return read.AsResult();
            if (page.Entities?.Any(one => one?.Content?.Contains(update.DeliveryId) == true) == true)
                return new DeliveryResult.Delivered();
            if (page.IsLast) return new DeliveryResult.NotFound();
            // A list whose next page cannot be asked for was not seen as a whole.
            if (page.After is not { Length: > 0 } next)
                return new DeliveryResult.Unavailable(GenesysCodes.Nonsense);
            after = next;
        }

        return new DeliveryResult.Refused(GenesysCodes.TooManyComments);
    }

    private static Task<Reply<CommentPage>> Read(
        Tenant tenant, string caseId, string after, CancellationToken cancellation) => tenant.Read(
            after == ""
                ? $"casemanagement/cases/{caseId}/comments?sortOrder=desc&pageSize=100"
                : (FormattableString)
                    $"casemanagement/cases/{caseId}/comments?sortOrder=desc&pageSize=100&after={after}",
            CommentShapes.Default.CommentPage, cancellation);

    private static async Task<ImmutableArray<Finding>> Check(
        Tenant tenant, CheckedItems items, CancellationToken cancellation) => items.CaseId == ""
            ? [Finding.Note("Comments were not looked at: name a case with --case=<id>.")]
            : [Finding.Of(
                await Read(tenant, items.CaseId, "", cancellation).ConfigureAwait(false),
                "The list of the case's comments", "caseManagement:comment:view")];
}
