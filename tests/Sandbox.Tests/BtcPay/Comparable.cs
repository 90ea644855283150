using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CryptoPay.Sandbox.Tests.BtcPay;

/// <summary>
/// JSON as text, fields in order and numbers as written, with only that replaced which differs in every run: IDs,
/// addresses, hashes, times, the host, and places in free text.
/// </summary>
internal static partial class Comparable
{
    /// <param name="invoiceIds">From an ID of this run to the recorded one.</param>
    public static string Text(string json, IReadOnlyDictionary<string, string> invoiceIds)
    {
        var root = JsonNode.Parse(json);
        Replace(root, invoiceIds);
        return root?.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) ?? "null";
    }

    private static void Replace(JsonNode? node, IReadOnlyDictionary<string, string> invoiceIds)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Replace(item, invoiceIds);
            }
        }
        if (node is not JsonObject fields)
        {
            return;
        }
        // Read before it is replaced: other fields are relative to these.
        var created = (long?)fields["createdTime"] ?? 0;
        var deliveryId = (string?)fields["deliveryId"];
        var address = (string?)fields["destination"];
        foreach (var (name, value) in fields.ToList())
        {
            if (name is "metadata" or "checkout" or "receipt")
            {
                continue;
            }
            Replace(value, invoiceIds);
            fields[name] = name switch
            {
                "id" or "invoiceId" => Known((string)value!, invoiceIds),
                "checkoutLink" => "/i/" + Known(((string)value!).Split("/i/")[1], invoiceIds),
                "createdTime" or "timestamp" or "receivedDate" => Time((long)value!),
                "expirationTime" or "monitoringExpiration" => (long)value! - created,
                "deliveryId" or "webhookId" => Id((string)value!),
                "originalDeliveryId" => (string?)value == deliveryId ? "the first delivery" : "a redelivery",
                "destination" => Address(address!),
                "paymentLink" => ((string)value!).Replace(address!, "ADDRESS"),
                "keyPath" => Regex.Replace((string)value!, "^0/[0-9]+$", "0/N"),
                "keyIndex" => (int)value! >= 0 ? 0 : -1,
                "recommendedFeeRate" => Regex.Replace(value!.ToJsonString(), "^[0-9]+[.]0$", "N.0"),
                "traceId" => "TRACE",
                "message" => Places().Replace((string)value!, "_"),
                _ => value?.DeepClone(),
            };
        }
    }

    private static string Known(string id, IReadOnlyDictionary<string, string> invoiceIds) =>
        PaymentId().IsMatch(id) ? "TXID-N" : invoiceIds.GetValueOrDefault(id, id);

    private static string Id(string id) => Regex.Replace(id, "^[1-9A-Za-z]{20,22}$", "ID");

    private static string Address(string address) => Regex.Replace(address, "^rltc1q[02-9ac-hj-np-z]{38}$", "ADDRESS");

    private static string Time(long seconds) =>
        seconds is > 1_795_000_000 and < 1_796_000_000 ? "UNIX SECONDS" : "NO TIME";

    [GeneratedRegex("^[0-9a-f]{64}-[01]$")]
    private static partial Regex PaymentId();

    [GeneratedRegex(@"\d\d/\d\d/\d{4} \d\d:\d\d:\d\d|took \d+ milliseconds|position \d+")]
    private static partial Regex Places();
}
