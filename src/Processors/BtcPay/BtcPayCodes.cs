namespace CryptoPay.Processors.BtcPay;

/// <summary>Codes of this kind alone. Each has its row in docs/processors/btcpay.md.</summary>
internal static class BtcPayCodes
{
    public const string MissingPermission = "missing-permission";
    public const string GenericError = "generic-error";
    public const string NonRefundable = "non-refundable";
    public const string PullPaymentNotFound = "pullpayment-not-found";
    public const string RateUnavailable = "rate-unavailable";
}
