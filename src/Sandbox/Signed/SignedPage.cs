using CryptoPay.Sandbox.Calls;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Pages;
using CryptoPay.WebPages;

namespace CryptoPay.Sandbox.Signed;

/// <summary>What the customer sees, and below it the buttons that play the customer and the chain.</summary>
internal static class SignedPage
{
    public static void MapSignedPage(this IEndpointRouteBuilder signed)
    {
        signed.MapGet("/p/{id}", (string id, HttpContext http, SignedPayments payments) =>
            payments.Read(id) is { } payment ? Show(http, payment) : Results.NotFound());
        signed.MapGet("/p/{id}/status", (string id, SignedPayments payments) =>
            payments.Read(id) is { } payment ? SandboxJson.Ok(new { Version = Version(payment) }) : Results.NotFound());
        signed.MapPost("/p/{id}/{control}", Press);
    }

    private static IResult Press(string id, string control, HttpContext http, SignedPayments payments)
    {
        if (payments.Read(id) is not { } payment || OrderButtons.Find(control, Due(payment)) is not { } pressed)
            return Results.NotFound();
        payments.Apply(id, pressed);
        return Results.Redirect(PathOf(http, payment));
    }

    private static IResult Show(HttpContext http, SignedPayment payment) => SandboxPage.Answer(
        http, "Sandbox checkout", Html.Of(
        $"""
        <main data-status-url="{PathOf(http, payment)}/status" data-version="{Version(payment)}">
          <header><p class="badge">Sandbox, no real money</p><h1>Checkout</h1></header>
          <section aria-label="Payment">
            <p class="state"><span role="status">{SignedWire.Word(payment.Status)}</span></p>
            <p class="amount">{payment.Amount} {payment.IsoCode}</p>
            <p class="coins">{payment.AmountPaid} {payment.IsoCode} paid</p>
            {(payment.Status == PaymentStatus.Pending ? PayHere(payment) : Html.Empty)}
          </section>
          {OrderButtons.Form(PathOf(http, payment), payment.CryptoDue > 0)}
          <p class="quiet">Order {payment.OrderId} · Payment {payment.Id} ·
            <a href="{http.Request.PathBase}/sandbox">all invoices</a></p>
        </main>
        """));

    private static Html PayHere(SignedPayment payment)
    {
        var uri = SignedWire.LinkOf(payment);
        return Html.Of(
            $"""
            {QrCode.Image(uri, "QR code of the payment address")}
            <p class="coins">{SignedWire.Coins(payment.CryptoDue)} {payment.CryptoCode} due</p>
            <a class="button" href="{uri}">Open in wallet</a>
            """);
    }

    /// <summary>In the payment's currency; where nothing is due, as much again as was asked for.</summary>
    private static decimal Due(SignedPayment payment) =>
        payment.CryptoDue > 0 ? payment.CryptoDue * payment.Rate : payment.Amount;

    /// <summary>Changes with all that the page shows.</summary>
    private static string Version(SignedPayment payment) => $"{payment.Status} {payment.AmountPaid}";

    private static string PathOf(HttpContext http, SignedPayment payment) =>
        $"{http.Request.PathBase}/sandbox/signed/p/{payment.Id}";
}
