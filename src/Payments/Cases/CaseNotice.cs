using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Payments.Cases;

/// <summary>One thing that a sink has to tell.</summary>
/// <param name="About">What it is about, unique within the sink; "" for the payment as a whole.</param>
/// <param name="Revision">Grows with each change of what there is to tell; above 0.</param>
/// <param name="Target">
/// Where it belongs, such as a work item's ID. Where that changes, the new place is told the newest; a sink of kind
/// Once tells nothing again that arrived or may have.
/// </param>
public readonly record struct CaseNotice(string About, long Revision, Sensitive Target)
{
    private const string RefundPrefix = "refund:";
    private const string LinkPrefix = CaseCursor.LinkPrefix;

    /// <summary>About the payment as a whole.</summary>
    public static CaseNotice OfPayment(long revision, Sensitive target) => new("", revision, target);

    public static CaseNotice OfRefund(string refundId, long revision, Sensitive target) =>
        new(RefundPrefix + refundId, revision, target);

    /// <summary>About a claim link that somebody asked us to send, once.</summary>
    public static CaseNotice OfLink(string sendId, Sensitive target) => new(LinkPrefix + sendId, 1, target);

    /// <summary>Null where it is not about a refund.</summary>
    public string? RefundId => After(RefundPrefix);

    /// <summary>Null where it is not about a claim link to be sent.</summary>
    public string? SendId => After(LinkPrefix);

    private string? After(string prefix) =>
        About.StartsWith(prefix, StringComparison.Ordinal) ? About[prefix.Length..] : null;
}
