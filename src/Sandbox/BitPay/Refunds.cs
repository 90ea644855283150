using System.Text.Json;
using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.BitPay;

/// <summary>On the merchant facade only. A guid that was used before answers with the refund that it made.</summary>
internal static class Refunds
{
    private const int ReferenceCharsMax = 100;
    private static readonly JsonSerializerOptions Shape =
        new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    public static void MapRefunds(this IEndpointRouteBuilder bitPay)
    {
        bitPay.MapPost("/refunds", Create);
        bitPay.MapPut("/refunds/{id}", Confirm);
        bitPay.MapGet("/refunds/{id}", (string id, [AsParameters] BitPayCall call) =>
            Read(call, refund => refund.Id == id, "refund-read"));
        bitPay.MapGet("/refunds/guid/{guid}", (string guid, [AsParameters] BitPayCall call) =>
            Read(call, refund => refund.Guid == guid, "refund-search"));
    }

    private static async Task<IResult> Create([AsParameters] BitPayCall call)
    {
        var body = await call.Body();
        if (Request.Read(body) is not { } request) return BitPayAnswers.BadRefund("body");
        var (facade, refusal) = call.Enter(request.Token, body);
        if (refusal is not null) return refusal;
        if (facade != Facade.Merchant) return BitPayAnswers.WrongFacade();
        if (request.InvoiceId == "") return BitPayAnswers.MissingInRefund("invoiceId");
        if (request.Amount is not { } amount) return BitPayAnswers.MissingInRefund("amount");
        if (amount <= 0) return BitPayAnswers.BadRefund("amount");
        if (request.Reference.Length > ReferenceCharsMax) return BitPayAnswers.BadRefund("reference");
        if (call.Invoices.Read(request.InvoiceId) is not { } invoice) return BitPayAnswers.NotFound("01");
        if (request.Currency != "" && request.Currency != invoice.Currency) return BitPayAnswers.BadRefund("currency");

        var refund = new BitPayRefund(
            Coin.NewId(), request.Guid, request.Reference, amount, request.Immediate, request.BuyerPaysRefundFee,
            call.Time.GetUtcNow())
        {
            Status = request.Preview ? RefundStatus.Preview : RefundStatus.Created,
        };
        return await call.Run("refund", invoice.OrderId, () =>
            call.Invoices.Refund(invoice.Id, refund) is { } made ? Answer(made)
            : RefundRules.IsRefundable(invoice) ? BitPayAnswers.BadRefund("amount")
            : BitPayAnswers.NotRefundable());
    }

    /// <summary>A preview becomes a refund by the one status that it can be set to.</summary>
    private static async Task<IResult> Confirm(string id, [AsParameters] BitPayCall call)
    {
        var body = await call.Body();
        if (Request.Read(body) is not { } request) return BitPayAnswers.BadRefund("body");
        var (facade, refusal) = call.Enter(request.Token, body);
        if (refusal is not null) return refusal;
        if (facade != Facade.Merchant) return BitPayAnswers.WrongFacade();
        if (request.Status != "created") return BitPayAnswers.BadRefund("status");
        if (call.Invoices.FindRefund(refund => refund.Id == id) is not { } known) return BitPayAnswers.RefundNotFound();
        return await call.Run("refund", known.Invoice.OrderId, () =>
            call.Invoices.ConfirmRefund(id) is { } confirmed ? Answer(confirmed) : BitPayAnswers.NotPreview());
    }

    private static Task<IResult> Read(BitPayCall call, Func<BitPayRefund, bool> which, string operation)
    {
        var (facade, refusal) = call.Enter(call.Query["token"].ToString());
        if (refusal is not null) return Task.FromResult(refusal);
        if (facade != Facade.Merchant) return Task.FromResult(BitPayAnswers.WrongFacade());
        var found = call.Invoices.FindRefund(which);
        return call.Run(operation, found?.Invoice.OrderId, () =>
            found is { } shown && !IsHidden(call, shown, operation) ? Answer(shown) : BitPayAnswers.RefundNotFound());
    }

    private static bool IsHidden(
        BitPayCall call, (BitPayInvoice Invoice, BitPayRefund Refund) found, string operation) =>
        operation == "refund-search"
        && call.Faults.HidesFromSearch(found.Invoice.OrderId, call.Time.GetUtcNow() - found.Refund.RequestedAt);

    private static IResult Answer((BitPayInvoice Invoice, BitPayRefund Refund) found) =>
        BitPayAnswers.Data(Facade.Merchant, RefundWire.Refund(found.Invoice, found.Refund), "refund");

    private sealed record Request(
        string Token = "", string Guid = "", string InvoiceId = "", decimal? Amount = null, string Currency = "",
        bool Preview = false, bool Immediate = false, bool BuyerPaysRefundFee = false, string Reference = "",
        string Status = "")
    {
        public static Request? Read(byte[] body)
        {
            try
            {
                return JsonSerializer.Deserialize<Request>(body, Shape);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
