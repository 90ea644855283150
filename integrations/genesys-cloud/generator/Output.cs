using System.Text.Json;

namespace CryptoPay.GenesysKit;

/// <summary>A key of the flat answer that every action gives, under the same name.</summary>
/// <param name="Default">
/// JSON text, for an answer without the key, such as a proxy's. It says that nothing is known, so nothing is paid and
/// nothing is final. A key whose value is null does not get it.
/// </param>
/// <param name="Description">What an administrator reads beside it.</param>
internal sealed record Output(string Name, string Default, string Description)
{
    private const string Nothing = "\"\"";

    /// <summary>In JSON Schema's words.</summary>
    public string Type => JsonElement.Parse(Default).ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "integer",
        _ => "boolean",
    };

    /// <summary>
    /// All of the API's answer but <c>paymentAddress</c>: without an amount and a time, an address invites a payment
    /// that nobody expects.
    /// </summary>
    public static readonly Output[] All =
    [
        new("paymentIntentId", Nothing, "CryptoPay's ID of the payment: pi_ and 32 hex digits. Empty: no payment."),
        new("orderId", Nothing, "The order ID. Give it to the other actions."),
        new("merchant", Nothing, "Whose payment it is."),
        new("status", Nothing, "Requested, AwaitingPayment, Confirming, Settled, Expired, Invalid or Cancelled."),
        new("qualifiers", Nothing, "What is true beside the status, such as Underpaid, joined by a comma."),
        new("caseStatus", "\"Payment Pending\"", "The words that the case is to show."),
        new("outcome", "\"pending\"",
            "Branch on this: pending, underpaid, confirming, paid, refunded, expired, paid_late, failed, cancelled, "
            + "timeout, review; refused or not_found where the call itself was refused. Others may come."),
        new("isFinal", "false", "True: no need to ask again."),
        new("isPaid", "false", "True: the money is there, and not all of it was given back."),
        new("actionRequired", "\"none\"", "none, top_up, new_invoice or review."),
        new("message", Nothing, "One sentence for the customer, to be spoken or sent. Empty: nothing to say."),
        new("checkoutUrl", Nothing, "The payment processor's page, to be sent to the customer."),
        new("payUrl", Nothing, "CryptoPay's page for the customer, to be sent. The same for each invoice of the payment."),
        new("agentUrl", Nothing, "CryptoPay's page for the agent. It opens within 10 min; each answer has another."),
        new("qrCodeUrl", Nothing, "A PNG image of the QR code that the customer's wallet reads."),
        new("paymentUri", Nothing, "What a wallet opens, such as bitcoin:... Empty while nothing can be paid."),
        new("resumeCode", Nothing, "Six digits by which a caller finds this payment again. Empty: there are none."),
        new("amount", Nothing, "The price, a decimal in isoCode such as 100.00."),
        new("amountPaid", Nothing, "What has come, confirmed or not, in isoCode."),
        new("amountDue", Nothing, "What is still to be paid, in isoCode."),
        new("amountRefunded", Nothing, "What was given back, in isoCode."),
        new("isoCode", Nothing, "The currency of the price, such as USD."),
        new("cryptoCode", Nothing, "The coin, such as BTC."),
        new("cryptoAmount", Nothing, "What is still to be paid, in whole coins."),
        new("cryptoAmountPaid", Nothing, "What has come, in whole coins."),
        new("rateLockedUntil", Nothing, "To when the exchange rate holds: ISO 8601 in UTC."),
        new("secondsLeft", "0", "Seconds to that time; 0 when there is nothing to pay now."),
        new("settledAt", Nothing, "When it was settled: ISO 8601 in UTC. Empty before."),
        new("pollAfterSeconds", "10", "Ask again after so many seconds; 0 when it is final."),
        new("errorCode", Nothing, "Why it does not go on, or why the call was refused. Empty: nothing is wrong."),
        new("errorDetail", "\"The answer has no such key: is the request's address CryptoPay's?\"",
            "For the administrator, never for the customer: which input was refused and what is allowed. "
            + "Empty: nothing was refused."),
    ];
}
