using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.Views;

namespace CryptoPay.Notifications;

/// <summary>What a notification says: what the API would answer at the time, less what is not for a machine.</summary>
internal static class NotificationBody
{
    /// <summary>As the API writes its answers.</summary>
    private static readonly JsonSerializerOptions Form =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Links of ours and codes are for people, whoever has a claim link can take the money, and what is wrong with a
    /// call is said to its caller.
    /// </summary>
    private static readonly string[] LeftOut =
        ["agentUrl", "payUrl", "qrCodeUrl", "resumeCode", "claimUrl", "errorDetail"];

    public static byte[] Of(CaseUpdate update)
    {
        var (type, happenedAt, data) = update.Refund is { } refund
            ? ("refund.updated", update.Intent.RefundOf(refund.RefundId)!.ChangedAt, Flat(refund))
            : (update.View.IsFinal ? "payment.final" : "payment.updated", update.Intent.CaseChangedAt,
                Flat(update.View));
        data["merchant"] = update.Intent.Merchant;
        data["revision"] = update.Notice.Revision;
        data["deliveryId"] = update.DeliveryId;
        return JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject
            {
                ["type"] = type,
                ["timestamp"] = WireTime.Of(happenedAt),
                ["data"] = data,
            },
            Form);
    }

    private static JsonObject Flat<TView>(TView view)
    {
        var data = JsonSerializer.SerializeToNode(view, Form)!.AsObject();
        foreach (var key in LeftOut) data.Remove(key);
        return data;
    }
}
