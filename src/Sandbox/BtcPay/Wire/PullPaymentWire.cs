using System.Globalization;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.BtcPay.PullPayments;
using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.BtcPay.Wire;

/// <summary>Pull payments and payouts as the models of version 2.4.1 have them; none was recorded.</summary>
internal static class PullPaymentWire
{
    /// <param name="linkBase">Where claim pages are, without a trailing slash.</param>
    public static JsonObject PullPayment(PullPayment pullPayment, string linkBase) => new()
    {
        ["startsAt"] = pullPayment.StartsAt.ToUnixTimeSeconds(),
        ["expiresAt"] = null,
        ["id"] = pullPayment.Id,
        ["name"] = pullPayment.Name,
        ["description"] = pullPayment.Description,
        ["currency"] = pullPayment.Currency,
        ["amount"] = Text(pullPayment.Amount),
        ["BOLT11Expiration"] = 30.0,
        ["archived"] = pullPayment.IsArchived,
        ["viewLink"] = $"{linkBase}/{pullPayment.Id}",
        ["autoApproveClaims"] = pullPayment.AutoApproves,
    };

    public static JsonObject Payout(PullPayment pullPayment, Payout payout)
    {
        var isApproved = payout.State is not (PayoutState.AwaitingApproval or PayoutState.Cancelled);
        return new JsonObject
        {
            ["date"] = payout.ClaimedAt.ToUnixTimeSeconds(),
            ["id"] = payout.Id,
            ["pullPaymentId"] = pullPayment.Id,
            ["destination"] = payout.Destination,
            ["payoutMethodId"] = pullPayment.PayoutMethodId,
            ["originalAmount"] = Text(payout.OriginalAmount),
            ["originalCurrency"] = pullPayment.Currency,
            ["payoutCurrency"] = pullPayment.PayoutMethodId.Split('-')[0],
            ["payoutAmount"] = isApproved ? Text(Coin.RoundUp(payout.OriginalAmount / pullPayment.Rate)) : null,
            ["state"] = payout.State.ToString(),
            ["revision"] = 0,
            ["paymentProof"] = null,
            ["metadata"] = new JsonObject(),
        };
    }

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
