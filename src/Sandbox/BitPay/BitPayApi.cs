using System.Globalization;
using System.Text.Json.Nodes;

namespace CryptoPay.Sandbox.BitPay;

/// <summary>
/// What a gateway needs of BitPay's API 2.0.0. The POS facade creates and reads; the merchant's may all.
/// </summary>
internal static class BitPayApi
{
    public static void MapBitPayApi(this IEndpointRouteBuilder bitPay)
    {
        bitPay.MapPost("/invoices", CreateInvoice.Handle);
        bitPay.MapGet("/invoices/{id}", Read);
        bitPay.MapGet("/invoices/guid/{guid}", (string guid, [AsParameters] BitPayCall call) => OnMerchant(call, () =>
            AnswerOf(call, call.Invoices.WithGuid(guid), Facade.Merchant)));
        bitPay.MapGet("/invoices", ([AsParameters] BitPayCall call) => OnMerchant(call, () => Search(call)));
        bitPay.MapDelete("/invoices/{id}", (string id, [AsParameters] BitPayCall call) =>
            OnMerchant(call, () => Cancel(id, call)));
        bitPay.MapRefunds();
        // Clients parse every answer, and tell no more of an empty one than that it is no JSON.
        bitPay.Map("/{**path}", BitPayAnswers.NoEndpoint);
    }

    private static Task<IResult> Read(string id, [AsParameters] BitPayCall call)
    {
        var (facade, refusal) = call.Enter(call.Query["token"].ToString());
        return refusal is null ? AnswerOf(call, call.Invoices.Read(id), facade) : Task.FromResult(refusal);
    }

    private static Task<IResult> AnswerOf(BitPayCall call, BitPayInvoice? invoice, Facade facade) =>
        call.Run("read", invoice?.OrderId, () =>
            invoice is null ? BitPayAnswers.NotFound("02") : call.Answer(facade, invoice));

    private static Task<IResult> Search(BitPayCall call)
    {
        var query = call.Query;
        if (!DateOnly.TryParse(query["dateStart"], CultureInfo.InvariantCulture, out var from)
            || !DateOnly.TryParse(query["dateEnd"], CultureInfo.InvariantCulture, out var until))
        {
            return Task.FromResult(BitPayAnswers.MissingDates());
        }
        var (orderId, status) = ((string?)query["orderId"], query["status"].ToString());
        var limit = int.TryParse(query["limit"], CultureInfo.InvariantCulture, out var given) ? given : int.MaxValue;
        var offset = int.TryParse(query["offset"], CultureInfo.InvariantCulture, out var skipped) ? skipped : 0;
        return call.Run("search", orderId, () =>
        {
            var now = call.Time.GetUtcNow();
            var found = call.Invoices.Search(orderId)
                .Where(invoice => !call.Faults.HidesFromSearch(invoice.OrderId, now - invoice.CreatedAt))
                .Where(invoice => DateOnly.FromDateTime(invoice.CreatedAt.UtcDateTime) >= from)
                .Where(invoice => DateOnly.FromDateTime(invoice.CreatedAt.UtcDateTime) <= until)
                .Where(invoice => status == "" || status == InvoiceWire.Status(invoice))
                .Skip(offset).Take(limit)
                .Select(invoice => InvoiceWire.Invoice(invoice, now));
            return BitPayAnswers.Data(Facade.Merchant, new JsonArray([.. found]));
        });
    }

    private static Task<IResult> Cancel(string id, BitPayCall call) =>
        call.Run("mark", call.Invoices.Read(id)?.OrderId, () => call.Invoices switch
        {
            var invoices when invoices.Read(id) is null => BitPayAnswers.NotFound("04"),
            var invoices when invoices.Cancel(id) is { } cancelled => call.Answer(Facade.Merchant, cancelled),
            _ => BitPayAnswers.NotCancellable(),
        });

    private static Task<IResult> OnMerchant(BitPayCall call, Func<Task<IResult>> work)
    {
        var (facade, refusal) = call.Enter(call.Query["token"].ToString());
        return refusal is not null ? Task.FromResult(refusal)
            : facade == Facade.Merchant ? work()
            : Task.FromResult(BitPayAnswers.WrongFacade());
    }
}
