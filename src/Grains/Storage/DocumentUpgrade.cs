using System.Text.Json.Nodes;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Grains.Storage;

/// <summary>Brings the JSON of an earlier version into the current shape, one version at a time.</summary>
internal static class DocumentUpgrade
{
    public static void ToCurrent(JsonObject document)
    {
        if ((int?)document["version"] == 1) FromVersion1(document);
        if ((int?)document["version"] == 2) FromVersion2(document);
        if ((int?)document["version"] == 3) FromVersion3(document);
        if ((int?)document["version"] is 4 or 5 or 6) document["version"] = 7;
    }

    /// <summary>The processor account was called processor.</summary>
    private static void FromVersion3(JsonObject document)
    {
        document["version"] = 4;
        if (document["intent"] is not JsonObject intent) return;
        Rename(intent, "requestedProcessor", "requestedAccount");
        foreach (var owner in (JsonNode?[])[intent, .. intent["attempts"]!.AsArray(), .. intent["strays"]!.AsArray(),
            .. intent["unpayableOwed"]!.AsArray()])
        {
            Rename(owner!.AsObject(), "processor", "account");
        }
    }

    /// <summary>
    /// Nothing said whether a refund had been sent, so it counts as sent. Nothing said why a human must look.
    /// </summary>
    private static void FromVersion2(JsonObject document)
    {
        document["version"] = 3;
        if (document["intent"] is not JsonObject intent) return;
        if ((bool?)intent["isFlagged"] == true)
            intent["flags"] = new JsonArray(ReviewReasons.FlaggedByAnEarlierVersion);
        if ((bool?)intent["isCancelled"] == true) intent["cancelAskedAt"] = intent["changedAt"]!.DeepClone();
        foreach (var refund in intent["refunds"] as JsonArray ?? [])
            refund!["sentAt"] = refund["requestedAt"]!.DeepClone();
    }

    /// <summary>There was one account for the whole life of an order.</summary>
    private static void FromVersion1(JsonObject document)
    {
        document["version"] = 2;
        if (document["intent"] is not JsonObject intent) return;
        var processor = (string)intent["processor"]!;
        intent["requestedProcessor"] = processor;
        intent["isFlagged"] = ((string)intent["qualifiers"]!).Contains("Review", StringComparison.Ordinal);
        foreach (var attempt in intent["attempts"]!.AsArray()) attempt!["processor"] = processor;
        foreach (var invoices in (string[])["strays", "unpayableOwed"])
        {
            intent[invoices] = new JsonArray([.. intent[invoices]!.AsArray().Select(invoiceId =>
                new JsonObject { ["processor"] = processor, ["invoiceId"] = (string)invoiceId! })]);
        }
    }

    private static void Rename(JsonObject owner, string name, string next)
    {
        if (!owner.Remove(name, out var value)) return;
        owner[next] = value;
    }
}
