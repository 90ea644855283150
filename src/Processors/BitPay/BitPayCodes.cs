namespace CryptoPay.Processors.BitPay;

/// <summary>Codes of this kind alone. Each has its row in docs/processors/bitpay.md.</summary>
internal static class BitPayCodes
{
    /// <summary>Stands before a code of BitPay's own.</summary>
    public const string Theirs = "bitpay_";

    public const string MerchantFacadeRequired = "merchant_facade_required";
    public const string NotCompleteYet = "not_complete_yet";
    public const string NotComplete = "not_complete";
    public const string PayableUntilExpiry = "payable_until_expiry";
}
