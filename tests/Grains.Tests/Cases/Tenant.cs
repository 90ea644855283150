using System.Net.Http.Json;
using System.Text.Json;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments;
using CryptoPay.Payments.Cases;
using CryptoPay.Sandbox.Genesys.Tenant;

namespace CryptoPay.Grains.Tests.Cases;

/// <summary>The sandbox's Genesys Cloud, as a house's orders and a person at it see it.</summary>
internal static class Tenant
{
    public const string ClientSecret = "secret-of-the-house";

    /// <summary>What connects merchant default.</summary>
    public static (string, string)[] Settings(params string[] sinks) =>
    [
        ("Genesys:default:BaseUrl", "{sandbox}/sandbox/genesys"),
        ("Genesys:default:ClientId", "sandbox-genesys"),
        ("Genesys:default:ClientSecret", ClientSecret),
        ("Genesys:default:DataTableId", "table-1"),
        ("Genesys:default:FlowId", "flow-1"),
        ("Genesys:default:MessageFrom", "+15005550006"),
        ("Genesys:default:MessengerType", "sms"),
        .. sinks.Select((sink, i) => ($"Genesys:default:Sinks:{i}", sink)),
        .. SandboxWorktype.Statuses.Where(status => status.IsOfPayment)
            .Select(status => ($"Genesys:default:Statuses:{status.Word}", status.Id)),
    ];

    public static async Task<IPaymentIntentGrain> OpenedWith(
        this House house, string orderId, string notificationUrl, params (string Key, string Value)[] metadata)
    {
        var order = house.Order(orderId);
        await order.Create(House.Request() with
        {
            NotificationUrl = new Sensitive(notificationUrl),
            Metadata = House.Request().Metadata.SetItems(
                metadata.Select(pair => KeyValuePair.Create(pair.Key, new Sensitive(pair.Value)))),
        });
        await House.Until(order, view => !view.OwesInvoice);
        return order;
    }

    /// <param name="path">Such as <c>workitems/item-1</c>.</param>
    public static async Task<JsonElement> Shown(this House house, string path) =>
        await house.Sandbox.GetFromJsonAsync<JsonElement>($"/sandbox/genesys/{path}");

    /// <summary>What was written to it in this field, in order.</summary>
    public static async Task<string[]> ChangesOf(this House house, string path, string field) =>
    [
        .. (await house.Shown(path)).GetProperty("changes").EnumerateArray()
            .Where(change => change.GetProperty("field").GetString() == field)
            .Select(change => change.GetProperty("after").GetString()!),
    ];

    public static async Task GenesysFault(this House house, object fault) =>
        (await house.Sandbox.PostAsJsonAsync("/sandbox/genesys/faults", fault)).EnsureSuccessStatusCode();

    public static async Task ClearGenesysFaults(this House house) =>
        (await house.Sandbox.DeleteAsync("/sandbox/genesys/faults")).EnsureSuccessStatusCode();

    public static async Task<SinkView> SinkOf(this IPaymentIntentGrain order, string sink, string about = "") =>
        (await order.Sinks()).Views.Single(view => view.Sink == sink && view.About == about);

    public static async Task<bool> IsTold(this IPaymentIntentGrain order, string sink, string about = "") =>
        (await order.SinkOf(sink, about)).State == "delivered";
}
