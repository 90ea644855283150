using System.Globalization;
using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.BtcPay.Wire;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Pages;
using CryptoPay.WebPages;

namespace CryptoPay.Sandbox.BtcPay.CheckoutPage;

/// <summary>What the customer sees, and below it the buttons that play the customer and the chain.</summary>
internal static class CheckoutPage
{
    /// <summary>Changes with all that the page shows, apart from the countdown.</summary>
    public static string Version(BtcPayInvoice invoice) =>
        $"{invoice.Status} {invoice.AdditionalStatus} {invoice.Payments.Sum(payment => payment.Confirmations)} "
        + $"{invoice.Payments.Length} {invoice.ExpiresAt.ToUnixTimeSeconds()}";

    public static IResult Answer(HttpContext http, BtcPayInvoice invoice)
    {
        var path = $"{http.Request.PathBase}/sandbox/btcpay/i/{invoice.Id}";
        var isDue = invoice.Methods is [var method, ..] && Accounting.Of(invoice, method).Due > 0;
        return SandboxPage.Answer(http, "Sandbox checkout", Html.Of(
            $"""
            <main data-status-url="{path}/status" data-version="{Version(invoice)}">
              <header><p class="badge">Sandbox, no real money</p><h1>Checkout</h1></header>
              <section aria-label="Payment">
                {State(invoice)}
                {Money(invoice)}
                {(invoice.Status == InvoiceStatus.New ? PayHere(invoice) : Html.Empty)}
                {Payments(invoice)}
                {Return(invoice)}
              </section>
              {OrderButtons.Form(path, isDue)}
              <p class="quiet">Order {invoice.OrderId} · Invoice {invoice.Id} ·
                <a href="{http.Request.PathBase}/sandbox">all invoices</a></p>
            </main>
            """));
    }

    private static Html State(BtcPayInvoice invoice)
    {
        var (tone, text) = (invoice.Status, invoice.AdditionalStatus) switch
        {
            (InvoiceStatus.New, AdditionalStatus.PaidPartial) => ("warn", "Partly paid, the rest is due"),
            (InvoiceStatus.New, _) => ("", "Waiting for payment"),
            (InvoiceStatus.Processing, _) => ("warn", "Payment seen, waiting for confirmation"),
            (InvoiceStatus.Settled, AdditionalStatus.PaidOver) => ("good", "Paid, and more than was due"),
            (InvoiceStatus.Settled, _) => ("good", "Paid"),
            (InvoiceStatus.Expired, AdditionalStatus.PaidLate) => ("bad", "Expired, paid too late"),
            (InvoiceStatus.Expired, AdditionalStatus.PaidPartial) => ("bad", "Expired, partly paid"),
            (InvoiceStatus.Expired, _) => ("bad", "Expired"),
            _ => ("bad", "Invalid"),
        };
        var countdown = invoice.Status == InvoiceStatus.New
            ? Html.Of(
                $"""
                <time datetime="{invoice.ExpiresAt:O}" aria-label="Time left">until {invoice.ExpiresAt:HH:mm} UTC</time>
                """)
            : Html.Empty;
        return Html.Of($"""<p class="state"><span class="{tone}" role="status">{text}</span>{countdown}</p>""");
    }

    private static Html Money(BtcPayInvoice invoice)
    {
        var price = (invoice.Amount ?? Accounting.Paid(invoice)).ToString(CultureInfo.InvariantCulture);
        var coins = invoice.Methods is [var method, ..] && Accounting.Of(invoice, method) is { Due: > 0 } account
            ? Html.Of($"""<p class="coins">{InvoiceWire.Coins(account.Due)} {method.CryptoCode} due</p>""")
            : Html.Empty;
        return Html.Of($"""<p class="amount">{price} {invoice.Currency}</p>{coins}""");
    }

    private static Html PayHere(BtcPayInvoice invoice)
    {
        if (invoice.Methods is not [var method, ..]) return Html.Empty;
        var link = InvoiceWire.PaymentLink(invoice, method);
        return Html.Of(
            $"""
            {QrCode.Image(link, "QR code of the payment address")}
            <p class="quiet" id="address-label">{method.CryptoCode} address</p>
            <div class="copyable">
              <output id="address" aria-labelledby="address-label">{method.Address}</output>
              <button type="button" data-copy="#address">Copy</button>
            </div>
            <p class="quiet" role="status" data-copied></p>
            <a class="button" href="{link}">Open in wallet</a>
            """);
    }

    private static Html Payments(BtcPayInvoice invoice)
    {
        var needed = PaymentRules.ConfirmationsNeeded(invoice.Checkout.SpeedPolicy);
        var lines = invoice.Payments.Select(payment => Html.Of(
            $"""
            <li>{InvoiceWire.Coins(payment.Value)} {invoice.MethodOf(payment).CryptoCode} received,
              {payment.Confirmations} of {needed} confirmations</li>
            """));
        return Html.Of($"<ul>{Html.Join(lines)}</ul>");
    }

    /// <summary>Only a web address: a script would be one too.</summary>
    private static Html Return(BtcPayInvoice invoice)
    {
        var address = invoice.Checkout.RedirectUrl?
            .Replace("{InvoiceId}", invoice.Id)
            .Replace("{OrderId}", Uri.EscapeDataString(invoice.OrderId));
        return invoice.Status != InvoiceStatus.New
            && Uri.TryCreate(address, UriKind.Absolute, out var url)
            && url.Scheme is "https" or "http"
                ? Html.Of($"""<a class="button" href="{url.AbsoluteUri}">Back to the shop</a>""")
                : Html.Empty;
    }
}
