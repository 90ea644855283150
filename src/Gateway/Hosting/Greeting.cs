using CryptoPay.Gateway.Access;
using CryptoPay.Hosting.Logs;

namespace CryptoPay.Gateway.Hosting;

internal static class Greeting
{
    /// <summary>
    /// Where the developer key opens, says where everything is and how to make the first payment, on standard output,
    /// where people read that.
    /// </summary>
    public static void GreetWhenReady(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<DevelopmentKey>().IsOn || LogOptions.In(app.Configuration).IsJson) return;
        var own = OwnAddress.Of(app.Configuration);
        var sandbox = EmbeddedSandbox.IsOn(app.Configuration) ? $"{own}/sandbox" : "none, as a processor is configured";
        var cases = EmbeddedSandbox.HasGenesys(app.Configuration)
            ? $"{own}/sandbox/genesys"
            : "in Genesys Cloud, of each merchant under Genesys in the settings";
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(TextFor(own, sandbox, cases)));
    }

    internal static string TextFor(string own, string sandbox, string cases) => $$$"""

          CryptoPay is ready at {{{own}}}
          developer key   dev-only-key
          API             {{{own}}}/scalar
          sandbox         {{{sandbox}}}
          cases           {{{cases}}}
          dashboard       {{{own}}}/dashboard   (log in with the key)

          Make a payment. Its payUrl is what the customer sees; pay it at its checkoutUrl:

          curl -s {{{own}}}/v1/payment-intents -H 'X-Api-Key: dev-only-key' -H 'Content-Type: application/json' -d '{"orderId":"CC-1001","amount":"100.00","currency":{"isoCode":"USD","cryptoCode":"BTC"},"metadata":{"workitemId":"W-1"}}'

        """;
}
