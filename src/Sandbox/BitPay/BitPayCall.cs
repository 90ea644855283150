using CryptoPay.Sandbox.Calls;
using CryptoPay.Sandbox.Faults;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.BitPay;

/// <summary>One call of the API and what answers it.</summary>
internal sealed record BitPayCall(
    HttpContext Http,
    BitPayInvoices Invoices,
    FaultSwitch Faults,
    TimeProvider Time,
    IOptionsMonitor<BitPayOptions> Options)
{
    public IQueryCollection Query => Http.Request.Query;

    public string BaseUrl => $"{Http.Request.Scheme}://{Http.Request.Host}{Http.Request.PathBase}/sandbox/bitpay";

    public Task<byte[]> Body() => Http.Request.ReadBytes();

    /// <summary>Which facade the token opens; or why it opens none.</summary>
    public (Facade Facade, IResult? Refusal) Enter(string token, ReadOnlySpan<byte> body = default)
    {
        var settings = Options.CurrentValue;
        if (token != "" && token == settings.ApiToken) return (Facade.Pos, null);
        if (token == "" || token != settings.MerchantToken) return (default, BitPayAnswers.InvalidToken());

        // Signed is the URL as it was sent, with its escapes.
        var target = Http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var url = $"{Http.Request.Scheme}://{Http.Request.Host}{target}";
        var identity = Http.Request.Headers["X-Identity"].ToString();
        var isPaired = settings.MerchantIdentity == "" || identity == settings.MerchantIdentity;
        var signature = Http.Request.Headers["X-Signature"].ToString();
        return isPaired && MerchantSignature.Verifies(identity, signature, url, body)
            ? (Facade.Merchant, null)
            : (default, BitPayAnswers.InvalidSignature());
    }

    /// <summary>Does the work unless a fault is in the way.</summary>
    public Task<IResult> Run(string operation, string? orderId, Func<IResult> work) =>
        Faults.Run(Http, operation, orderId is null ? [] : [orderId], status => status switch
        {
            403 => BitPayAnswers.WrongFacade(),
            404 when operation.StartsWith("refund", StringComparison.Ordinal) => BitPayAnswers.RefundNotFound(),
            404 => BitPayAnswers.NotFound("02"),
            _ => BitPayAnswers.TooMany(),
        }, work);

    public IResult Answer(Facade facade, BitPayInvoice invoice) =>
        BitPayAnswers.Data(facade, InvoiceWire.Invoice(invoice, Time.GetUtcNow()));
}
