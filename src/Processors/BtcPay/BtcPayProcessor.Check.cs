using System.Collections.Immutable;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Checks;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.BtcPay;

/// <summary>
/// How the key, the store and its webhook are set up. The key that works need not see the last two; with one that
/// does, for this check alone, they are looked at too.
/// </summary>
public sealed partial class BtcPayProcessor : IAccountCheck
{
    private static readonly string[] Needed =
        ["btcpay.store.cancreateinvoice", "btcpay.store.canviewinvoices", "btcpay.store.canmodifyinvoices"];

    private const string Refunding = "btcpay.store.cancreatenonapprovedpullpayments";

    /// <summary>What lets a key send money or change who gets it.</summary>
    private static readonly string[] TooWide =
    [
        "unrestricted", "btcpay.store.canmodifystoresettings", "btcpay.store.cancreatepullpayments",
        "btcpay.store.canmanagepullpayments", "btcpay.server.canmodifyserversettings",
    ];

    async Task<ImmutableArray<Finding>> IAccountCheck.Check(string webhookUrl, CancellationToken cancellation)
    {
        var store = $"stores/{Uri.EscapeDataString(options.ValidOrNull(account)?.StoreId ?? "")}";
        var key = await Get("api-keys/current", BtcPayJson.Default.KeyWire, cancellation, isOfStore: false)
            .ConfigureAwait(false);
        var settings = await Get(store, BtcPayJson.Default.StoreWire, cancellation, isOfStore: false)
            .ConfigureAwait(false);
        var webhooks = await Get("webhooks", BtcPayJson.Default.WebhookSettingsWireArray, cancellation)
            .ConfigureAwait(false);
        return
        [
            .. Of(key, OfKey, "The key's permissions"),
            .. Of(settings, OfStore, "The store's settings"),
            .. Of(webhooks, hooks => OfWebhooks(hooks, webhookUrl), "The store's webhooks"),
        ];
    }

    private static IEnumerable<Finding> Of<T>(
        ProcessorResult<T> result, Func<T, IEnumerable<Finding>> look, string what) => result switch
        {
            ProcessorResult<T>.Found found => look(found.Value),
            ProcessorResult<T>.Refused { Code: BtcPayCodes.MissingPermission } =>
                [Finding.Note($"{what} cannot be seen with this key: compare with docs/processors/btcpay.md by hand.")],
            _ => [Finding.Fault($"{what} cannot be read. Is it a BTCPay Server of 2.0 or newer?")],
        };

    private IEnumerable<Finding> OfKey(KeyWire key)
    {
        var store = options.ValidOrNull(account)?.StoreId ?? "";
        // One that is limited to another store does nothing here.
        var granted = key.Permissions
            .Where(permission => !permission.Contains(':')
                || permission.EndsWith($":{store}", StringComparison.Ordinal))
            .Select(permission => permission.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        if (TooWide.Where(granted.Contains).ToArray() is { Length: > 0 } wide)
        {
            yield return Finding.Note($"The key may do more than it needs ({string.Join(", ", wide)}): whoever gets it "
                + "can send money. Make one with the permissions of docs/processors/btcpay.md alone.");
            // They include others, and which ones differs from one version to the next.
            yield break;
        }

        var missing = Needed.Where(permission => !granted.Contains(permission)).ToArray();
        yield return missing.Length == 0
            ? Finding.Good("The key has the permissions that payments need.")
            : Finding.Fault($"The key lacks {string.Join(", ", missing)} for this store.");
        if (!granted.Contains(Refunding)) yield return Finding.Note($"The key lacks {Refunding}: refunds fail.");
    }

    private static IEnumerable<Finding> OfStore(StoreWire store)
    {
        if (store.Archived) yield return Finding.Fault("The store is archived.");
        if (store.LazyPaymentMethods)
            yield return Finding.Fault("The store's lazyPaymentMethods is on: its invoices have no payment URI.");
        yield return store.NetworkFeeMode == "Never"
            ? Finding.Good("The store adds no network fee.")
            : Finding.Fault($"The store's networkFeeMode is {store.NetworkFeeMode}: customers are asked for more than "
                + "the agent says. Set it to Never.");
    }

    private static IEnumerable<Finding> OfWebhooks(WebhookSettingsWire[] webhooks, string url)
    {
        var ours = webhooks.Where(webhook => webhook.Enabled && webhook.Url == url).ToArray();
        if (ours.Length == 0)
        {
            yield return Finding.Fault($"The store has no webhook to {url} that is enabled: payments are found by "
                + "polls alone, and later.");
        }
        else if (!ours.Any(webhook => webhook.AuthorizedEvents.Everything))
        {
            yield return Finding.Fault($"The store's webhook to {url} does not send every event.");
        }
        else
        {
            yield return ours.Any(webhook => webhook.AutomaticRedelivery)
                ? Finding.Good($"A webhook goes to {url}. Whether its secret is ours shows only when it comes.")
                : Finding.Note($"The store's webhook to {url} is not redelivered when it fails: turn that on.");
        }
    }
}
