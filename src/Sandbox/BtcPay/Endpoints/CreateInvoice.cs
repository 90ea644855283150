using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.BtcPay.Wire;
using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.BtcPay.Endpoints;

/// <summary>Never idempotent: the same body twice makes two invoices.</summary>
internal static class CreateInvoice
{
    public static async Task<IResult> Handle([AsParameters] BtcPayCall call)
    {
        if (!call.Http.Request.HasJsonContentType()) return BtcPayErrors.UnsupportedMediaType();
        var (request, unreadable) = CreateInvoiceRequest.Read(await call.Body());
        if (request is null) return BtcPayErrors.Unprocessable(unreadable);
        if (request.Mistakes(call.Store.Settings.UnknownMethods) is { IsEmpty: false } mistakes)
            return BtcPayErrors.Unprocessable(mistakes);
        var orderId = Json.Of(request.Metadata, "orderId").ToString();
        return await call.Run("create", [orderId], () => Create(request, orderId, call));
    }

    private static IResult Create(CreateInvoiceRequest request, string orderId, BtcPayCall call)
    {
        var now = call.Time.GetUtcNow();
        var quote = new Quote(request, call.Settings.DefaultPaymentMethod, call.Store, call.Invoices.NextKeyIndex);
        if (quote.Methods.IsEmpty && request.Amount != 0) return BtcPayErrors.Generic(quote.Log(now));
        // Times have a resolution of one second.
        var createdAt = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var expiresAt = createdAt.AddMinutes(request.Checkout.ExpirationMinutes);
        var invoice = new BtcPayInvoice
        {
            Id = Coin.NewId(),
            StoreId = call.Settings.StoreId,
            OrderId = orderId,
            Amount = request.Amount is { } amount ? Math.Round(amount, Rates.DecimalsOf(request.Currency)) : null,
            Currency = request.Currency,
            Metadata = request.Metadata,
            SearchTerms = request.SearchTerms,
            Checkout = request.Checkout,
            Methods = quote.Methods,
            CreatedAt = createdAt,
            ExpiresAt = expiresAt,
            MonitoredUntil = expiresAt.AddMinutes(request.Checkout.MonitoringMinutes),
        };
        call.Invoices.Create(invoice);
        return BtcPayJson.Answer(InvoiceWire.Invoice(invoice, call.CheckoutBase));
    }
}
