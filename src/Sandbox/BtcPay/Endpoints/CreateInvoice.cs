using System.Collections.Immutable;
using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.BtcPay.Wire;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Faults;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.BtcPay.Endpoints;

/// <summary>Never idempotent: the same body twice makes two invoices.</summary>
internal static class CreateInvoice
{
    public static async Task<IResult> Handle(
        HttpContext http, BtcPayInvoices invoices, FaultSwitch faults, IOptionsMonitor<SandboxOptions> options, TimeProvider time)
    {
        if (!http.Request.HasJsonContentType())
        {
            return BtcPayErrors.UnsupportedMediaType();
        }
        var (request, unreadable) = CreateInvoiceRequest.Read(await BtcPayApi.Body(http.Request));
        if (request is null)
        {
            return BtcPayErrors.Unprocessable(unreadable);
        }
        if (request.Mistakes() is { IsEmpty: false } mistakes)
        {
            return BtcPayErrors.Unprocessable(mistakes);
        }
        var orderId = Json.Of(request.Metadata, "orderId").ToString();
        var settings = options.CurrentValue.BtcPay;
        return await faults.Run(
            http, "create", [orderId],
            () => BtcPayApi.PassingFault(time, settings.DefaultPaymentMethod),
            () => Create(request, orderId, settings, invoices, http.Request, time.GetUtcNow()));
    }

    private static IResult Create(
        CreateInvoiceRequest request, string orderId, BtcPayOptions settings, BtcPayInvoices invoices, HttpRequest http, DateTimeOffset now)
    {
        var quote = Quote.Of(request, settings.DefaultPaymentMethod, invoices.NextKeyIndex, now);
        if (quote.Methods.IsEmpty && request.Amount != 0)
        {
            return BtcPayErrors.Generic(quote.Log);
        }
        // Times have a resolution of one second.
        var createdAt = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var expiresAt = createdAt.AddMinutes(request.Checkout.ExpirationMinutes);
        var invoice = new BtcPayInvoice
        {
            Id = Coin.NewId(),
            StoreId = settings.StoreId,
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
        invoices.Create(invoice);
        return BtcPayJson.Answer(InvoiceWire.Invoice(invoice, BtcPayApi.CheckoutBase(http)));
    }

    /// <summary>Addresses and rates of the methods that can be offered, and BTCPay's log of why others cannot.</summary>
    private sealed record Quote(ImmutableArray<PaymentMethod> Methods, string Log)
    {
        public static Quote Of(CreateInvoiceRequest request, string defaultMethod, int keyIndex, DateTimeOffset now)
        {
            var log = new List<string> { "Info Creation of invoice starting" };
            ImmutableArray<string> wanted = request.PaymentMethods.IsEmpty ? [defaultMethod] : request.PaymentMethods;
            ImmutableArray<PaymentMethod> methods = request.Amount == 0
                ? []
                : [.. wanted.Select(PaymentMethodId.Parse).OfType<PaymentMethodId>().Distinct()
                    .Select(id => Method(id, request, keyIndex, log)).OfType<PaymentMethod>()];
            return new Quote(methods, string.Concat(log.Select(line => $"{now:MM/dd/yyyy HH:mm:ss}:{line}\n")));
        }

        private static PaymentMethod? Method(PaymentMethodId id, CreateInvoiceRequest request, int keyIndex, List<string> log)
        {
            var pair = $"{id.Coin.Code}_{request.Currency}";
            if (Rates.Of(id.Coin, request.Currency) is not { } rate)
            {
                log.Add($"Info Rate for {pair}: ERR_NO_RULE_MATCH({pair}) = ERR_NO_RULE_MATCH({pair}) = ???");
                log.Add("Warning Rate rule error (PreprocessError)");
                log.Add($"Warning Unable to get rate {pair}.");
                log.Add($"Error {id}: Unable to get rate(s) {pair}, this payment method disabled for this invoice.");
                return null;
            }
            log.Add(FormattableString.Invariant($"Info Rate for {pair}: {rate} = {rate} = {rate}"));
            if (!id.IsEnabled)
            {
                return null;
            }
            if (request.Amount is { } amount && amount / rate < id.Coin.DustBelow)
            {
                log.Add($"Error {id}: Payment method unavailable (Amount below the dust threshold. For amounts of this size, "
                    + "it is recommended to enable an off-chain (Lightning) payment method)");
                log.Add($"Info {id}: Payment method details creation took 1 milliseconds");
                return null;
            }
            return new PaymentMethod(id.ToString(), id.Coin.Code, rate, id.Coin.NewAddress(), keyIndex);
        }
    }
}
