using CryptoPay.Sandbox.BtcPay.Store;
using CryptoPay.Sandbox.BtcPay.Wire;
using CryptoPay.Sandbox.Calls;
using CryptoPay.Sandbox.Faults;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.BtcPay.Endpoints;

/// <summary>One call of the API and what answers it.</summary>
internal sealed record BtcPayCall(
    HttpContext Http,
    BtcPayInvoices Invoices,
    PullPaymentBook PullPayments,
    BtcPayStore Store,
    FaultSwitch Faults,
    TimeProvider Time,
    IOptionsMonitor<BtcPayOptions> Options)
{
    public BtcPayOptions Settings => Options.CurrentValue;

    public IQueryCollection Query => Http.Request.Query;

    /// <summary>BTCPay builds its links from the host that it was called by.</summary>
    public string CheckoutBase => $"{Base}/i";

    public string ClaimBase => $"{Base}/pull-payments";

    public bool IncludesMethods => Query["includePaymentMethods"] == "true";

    private string Base => $"{Http.Request.Scheme}://{Http.Request.Host}{Http.Request.PathBase}/sandbox/btcpay";

    public Task<byte[]> Body() => Http.Request.ReadBytes();

    /// <summary>Does the work unless a fault is in the way.</summary>
    public Task<IResult> Run(string operation, IReadOnlyCollection<string> orderIds, Func<IResult> work) =>
        Faults.Run(Http, operation, orderIds, status => status switch
        {
            403 => BtcPayErrors.MissingPermission(BtcPayErrors.PermissionOf(operation)),
            404 when operation == "refund-read" => BtcPayErrors.PullPaymentNotFound(),
            404 => BtcPayErrors.InvoiceNotFound(),
            _ => PassingFault(),
        }, work);

    private IResult PassingFault() => BtcPayErrors.Generic(
        $"{Time.GetUtcNow():MM/dd/yyyy HH:mm:ss}:Error {Settings.DefaultPaymentMethod}: Unexpected exception "
        + "(System.Net.Http.HttpRequestException: Connection refused (127.0.0.1:24446))\n");
}
