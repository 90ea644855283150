using System.Collections.Immutable;
using System.Globalization;
using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.Calls;

namespace CryptoPay.Sandbox.BtcPay.Store;

/// <summary>What a person sets in the store, for invoices that are made later.</summary>
internal sealed record StoreSettings
{
    /// <summary>Never, MultiplePaymentsOnly (what a real new store has) or Always.</summary>
    public string NetworkFeeMode { get; init; } = "Never";

    /// <summary>Whole coins that a payment is charged that the mode means.</summary>
    public string NetworkFee { get; init; } = "0.000147";

    /// <summary>Payment methods that are switched off, for example <c>BTC-CHAIN</c>: a create is 400.</summary>
    public ImmutableArray<string> DisabledMethods { get; init; } = [];

    /// <summary>Payment methods that the server does not have: a create is 422.</summary>
    public ImmutableArray<string> UnknownMethods { get; init; } = [];

    /// <summary>Currencies that no rate rule matches: a create is 400, a refund 422.</summary>
    public ImmutableArray<string> CurrenciesWithoutRate { get; init; } = [];

    /// <summary>The first field that is not allowed and why; null where all are.</summary>
    public (string Field, string Reason)? Mistake()
    {
        if (!Enum.GetNames<NetworkFeeMode>().Contains(NetworkFeeMode))
            return ("networkFeeMode", $"must be one of {string.Join(", ", Enum.GetNames<NetworkFeeMode>())}");
        if (!decimal.TryParse(NetworkFee, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
            return ("networkFee", "must be a decimal of 0 or more in a string, whole coins");
        return DisabledMethods.IsDefault || UnknownMethods.IsDefault || CurrenciesWithoutRate.IsDefault
            ? ("disabledMethods, unknownMethods, currenciesWithoutRate", "must be arrays")
            : null;
    }
}

/// <summary>The store's settings, <c>/sandbox/btcpay/store</c>. A restart forgets them.</summary>
internal sealed class BtcPayStore
{
    private volatile StoreSettings settings = new();

    public StoreSettings Settings
    {
        get => settings;
        set => settings = value;
    }

    public NetworkFeeMode FeeMode => Enum.Parse<NetworkFeeMode>(settings.NetworkFeeMode);

    public decimal NetworkFee => decimal.Parse(settings.NetworkFee, CultureInfo.InvariantCulture);
}

internal static class StoreEndpoints
{
    public static void MapStore(this IEndpointRouteBuilder btcPay)
    {
        btcPay.MapGet("/store", (BtcPayStore store) => SandboxJson.Ok(store.Settings));
        btcPay.MapPut("/store", (HttpRequest request, BtcPayStore store) =>
            SandboxJson.Take<StoreSettings>(request, asked => asked.Mistake(), asked => store.Settings = asked));
    }
}
