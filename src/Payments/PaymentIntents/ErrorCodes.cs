namespace CryptoPay.Payments.PaymentIntents;

/// <summary>Our own words in <c>errorCode</c> of an answer. Each stands in docs/api.md.</summary>
public static class ErrorCodes
{
    /// <summary>Away; it goes on by itself.</summary>
    public const string ProcessorUnavailable = "processor_unavailable";

    /// <summary>It refuses, or its answers make no sense.</summary>
    public const string ProcessorRefused = "processor_refused";

    /// <summary>An operator has paused the account.</summary>
    public const string AccountPaused = "account_paused";

    /// <summary>A person says that the refund was not made.</summary>
    public const string NotMade = "not_made";

    public const string RefundEnded = "refund_ended";
    public const string RefundNotOut = "refund_not_out";
    public const string RefundUnclear = "refund_unclear";
}
