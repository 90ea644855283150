using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.BtcPay.Wire;

namespace CryptoPay.Sandbox.BtcPay.Endpoints;

/// <summary>The list, newest first. Order IDs match exactly; an unknown status does not filter.</summary>
internal static class SearchInvoices
{
    private const long SecondsMax = 253_402_300_799;

    public static async Task<IResult> Handle([AsParameters] BtcPayCall call)
    {
        var query = call.Query;
        var orderIds = query["orderId"].OfType<string>().ToList();
        var from = Seconds(query["startDate"], otherwise: 0);
        var until = Seconds(query["endDate"], otherwise: SecondsMax);
        if (Mistakes(from, until) is { IsEmpty: false } mistakes) return BtcPayErrors.Unprocessable(mistakes);
        var skip = Number(query["skip"]) ?? 0;
        var take = Number(query["take"]) ?? int.MaxValue;
        if (skip < 0 || take < 0) return Results.StatusCode(StatusCodes.Status500InternalServerError);
        var statuses = query["status"]
            .Where(text => Enum.TryParse<InvoiceStatus>(text, out _))
            .Select(text => Enum.Parse<InvoiceStatus>(text!))
            .ToList();
        var words = query["textSearch"].ToString();

        return await call.Run("search", orderIds, () =>
        {
            var now = call.Time.GetUtcNow();
            var found = call.Invoices.Search(orderIds)
                .Where(invoice => !call.Faults.HidesFromSearch(invoice.OrderId, now - invoice.CreatedAt))
                .Where(invoice => invoice.CreatedAt >= DateTimeOffset.FromUnixTimeSeconds(from!.Value))
                .Where(invoice => invoice.CreatedAt <= DateTimeOffset.FromUnixTimeSeconds(until!.Value))
                .Where(invoice => statuses.Count == 0 || statuses.Contains(invoice.Status))
                .Where(invoice => words == "" || Texts(invoice).Contains(words))
                .Skip(skip).Take(take)
                .Select(invoice => InvoiceWire.Invoice(invoice, call.CheckoutBase, call.IncludesMethods));
            return BtcPayJson.Answer(new JsonArray([.. found]));
        });
    }

    private static IEnumerable<string> Texts(BtcPayInvoice invoice) =>
        [invoice.Id, invoice.OrderId, .. invoice.SearchTerms, .. invoice.Methods.Select(method => method.Address)];

    private static ImmutableArray<FieldError> Mistakes(long? from, long? until) => (from, until) switch
    {
        (null, _) => [new FieldError("startDate", "Invalid unix timestamp")],
        (_, null) => [new FieldError("endDate", "Invalid unix timestamp")],
        _ when from > until =>
        [
            new FieldError("endDate", "endDate should not be below startDate"),
            new FieldError("startDate", "startDate should not be above endDate"),
        ],
        _ => [],
    };

    /// <summary>Null for what is no Unix time.</summary>
    private static long? Seconds(string? text, long otherwise) =>
        text is null ? otherwise
        : !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? null
        : seconds <= SecondsMax ? seconds
        : null;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
