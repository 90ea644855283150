using System.Collections.Immutable;
using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.BtcPay.Store;
using CryptoPay.Sandbox.BtcPay.Wire;
using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.BtcPay.Endpoints;

/// <summary>The payment methods that an invoice can offer, and BTCPay's log of why it cannot offer others.</summary>
internal sealed class Quote
{
    private readonly List<string> log = ["Info Creation of invoice starting"];
    private readonly CreateInvoiceRequest request;
    private readonly BtcPayStore store;
    private readonly int keyIndex;

    public Quote(CreateInvoiceRequest request, string defaultMethod, BtcPayStore store, int keyIndex)
    {
        this.request = request;
        this.store = store;
        this.keyIndex = keyIndex;
        ImmutableArray<string> wanted = request.PaymentMethods.IsEmpty ? [defaultMethod] : request.PaymentMethods;
        // Nothing to pay needs no method.
        Methods = request.Amount == 0
            ? []
            : [.. wanted.Select(PaymentMethodId.Parse).OfType<PaymentMethodId>().Distinct()
                .Select(Method).OfType<PaymentMethod>()];
    }

    public ImmutableArray<PaymentMethod> Methods { get; }

    public string Log(DateTimeOffset now) => string.Concat(log.Select(line => $"{now:MM/dd/yyyy HH:mm:ss}:{line}\n"));

    private PaymentMethod? Method(PaymentMethodId id)
    {
        var pair = $"{id.Coin.Code}_{request.Currency}";
        if (store.Settings.CurrenciesWithoutRate.Contains(request.Currency)
            || Rates.Of(id.Coin, request.Currency) is not { } rate)
        {
            log.Add($"Info Rate for {pair}: ERR_NO_RULE_MATCH({pair}) = ERR_NO_RULE_MATCH({pair}) = ???");
            log.Add("Warning Rate rule error (PreprocessError)");
            log.Add($"Warning Unable to get rate {pair}.");
            log.Add($"Error {id}: Unable to get rate(s) {pair}, this payment method disabled for this invoice.");
            return null;
        }
        log.Add(FormattableString.Invariant($"Info Rate for {pair}: {rate} = {rate} = {rate}"));
        if (!id.IsEnabled || store.Settings.DisabledMethods.Contains(id.ToString())) return null;
        if (request.Amount is { } amount && id.Coin.IsDust(amount / rate))
        {
            log.Add($"Error {id}: Payment method unavailable (Amount below the dust threshold. "
                + "For amounts of this size, it is recommended to enable an off-chain (Lightning) payment method)");
            log.Add($"Info {id}: Payment method details creation took 1 milliseconds");
            return null;
        }
        return new PaymentMethod(
            id.ToString(), id.Coin.Code, rate, id.Coin.NewAddress(), keyIndex, store.FeeMode, store.NetworkFee);
    }
}
