using System.Collections.Immutable;
using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.BtcPay.PullPayments;
using CryptoPay.Sandbox.BtcPay.Wire;
using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.BtcPay.Endpoints;

/// <summary>
/// Makes a pull payment out of an invoice; never idempotent. Knows the variant Custom alone, and that neither how much
/// was paid nor what was refunded before limits it.
/// </summary>
internal static class RefundInvoice
{
    private const string NotOfInvoice =
        "Please select one of the payment methods which were available for the original invoice";

    public static async Task<IResult> Handle(string id, [AsParameters] BtcPayCall call)
    {
        if (call.Invoices.Read(id) is not { } known) return BtcPayErrors.MissingPermission(BtcPayErrors.CanRefund);
        if (!call.Http.Request.HasJsonContentType()) return BtcPayErrors.UnsupportedMediaType();
        var (request, unreadable) = RefundInvoiceRequest.Read(await call.Body());
        return request is null
            ? BtcPayErrors.Unprocessable(unreadable)
            : await call.Run("refund", [known.OrderId], () => Refund(request, call.Invoices.Read(id)!, call));
    }

    private static IResult Refund(RefundInvoiceRequest request, BtcPayInvoice invoice, BtcPayCall call)
    {
        if (!InvoiceRules.IsRefundable(invoice))
        {
            return BtcPayErrors.Coded(
                StatusCodes.Status400BadRequest, "non-refundable", "Cannot refund this invoice");
        }
        var (method, mistakes) = MethodOf(request, invoice);
        if (method is null || !mistakes.IsEmpty) return BtcPayErrors.Unprocessable(mistakes);
        if (call.Store.Settings.CurrenciesWithoutRate.Contains(invoice.Currency))
        {
            return BtcPayErrors.Unprocessable(new FieldError("RefundVariant",
                $"Impossible to fetch rate: {method.CryptoCode}_{invoice.Currency}"));
        }
        var coin = Coin.Find(method.CryptoCode)!;
        var currency = request.CustomCurrency is { } asked && Rates.Of(coin, asked) is not null ? asked : null;
        if (request.CustomAmount is not > 0 || currency is null)
        {
            return BtcPayErrors.Unprocessable([
                .. Mistake(request.CustomAmount is not > 0, "CustomAmount", "Amount must be greater than 0"),
                .. Mistake(currency is null, "CustomCurrency", "Invalid currency"),
            ]);
        }
        var pullPayment = new PullPayment
        {
            Id = Coin.NewId(),
            InvoiceId = invoice.Id,
            OrderId = invoice.OrderId,
            Name = request.Name ?? $"Refund {invoice.Id}",
            Description = request.Description ?? "",
            Amount = request.CustomAmount.Value,
            Currency = currency,
            PayoutMethodId = method.Id,
            Rate = Rates.Of(coin, currency)!.Value,
            StartsAt = call.Time.GetUtcNow(),
        };
        call.PullPayments.Create(pullPayment, invoice);
        return BtcPayJson.Answer(PullPaymentWire.PullPayment(pullPayment, call.ClaimBase));
    }

    private static (PaymentMethod? Method, ImmutableArray<FieldError> Mistakes) MethodOf(
        RefundInvoiceRequest request, BtcPayInvoice invoice)
    {
        var wanted = request.Methods.IsEmpty && request.MethodsField == "PayoutMethodId"
            ? [.. invoice.Methods.Take(1).Select(method => method.Id)]
            : request.Methods;
        var unknown = wanted.Where(text => PaymentMethodId.Parse(text) is not { IsEnabled: true }).ToList();
        var method = invoice.Methods.FirstOrDefault(method => wanted.Except(unknown).Contains(method.Id));
        return (method,
        [
            // Only the array is told which of its entries are unknown.
            .. request.MethodsField == "PayoutMethods"
                ? unknown.Select(text =>
                    new FieldError(request.MethodsField, $"Invalid or unsupported payout method: {text}"))
                : [],
            .. Mistake(method is null, request.MethodsField, NotOfInvoice),
            .. Mistake(request.Variant is null, "RefundVariant", "`refundVariant` is mandatory"),
            .. Mistake(
                request.Variant is not (null or "Custom"), "RefundVariant", "Please select a valid refund option"),
        ]);
    }

    private static IEnumerable<FieldError> Mistake(bool isOne, string path, string message) =>
        isOne ? [new FieldError(path, message)] : [];
}
