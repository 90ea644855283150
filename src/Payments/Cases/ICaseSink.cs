using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Payments.Cases;

/// <summary>
/// A place that hears what became of a merchant's orders. Each sink of a merchant is one service; it has a cursor of
/// its own in each order, and a pace of its own.
/// </summary>
public interface ICaseSink
{
    string Merchant { get; }

    /// <summary>Lower-case, unique within the merchant, such as "workitem"; stored, so never changed.</summary>
    string Name { get; }

    CaseSinkKind Kind { get; }

    /// <summary>It tells of each <see cref="ClaimLinkSend"/> of the order.</summary>
    bool SendsClaimLinks => false;

    /// <summary>
    /// What it has to tell of an order as it stands: nothing where the order has no place there. Pure, and cheap: it is
    /// asked after each write.
    /// </summary>
    IEnumerable<CaseNotice> NoticesOf(PaymentIntent intent);

    /// <summary>
    /// Tells it, by calls that are bounded in time. It throws for nothing that the other side answers or fails to
    /// answer.
    /// </summary>
    Task<DeliveryResult> Deliver(CaseUpdate update, CancellationToken cancellation);
}

/// <summary>A sink of kind <see cref="CaseSinkKind.Searchable"/>.</summary>
public interface ISearchableCaseSink : ICaseSink
{
    /// <summary>Looks whether it has been told already: Delivered, or NotFound after a complete search.</summary>
    Task<DeliveryResult> Find(CaseUpdate update, CancellationToken cancellation);
}

/// <summary>What a repeat of a delivery does, and so what may be done after a call whose end tells nothing.</summary>
public enum CaseSinkKind
{
    /// <summary>It shows the newest, and a repeat changes nothing: repeated.</summary>
    State,

    /// <summary>
    /// A repeat would show twice, and what is there can be looked for: marked before it is sent, and searched for before
    /// it is repeated.
    /// </summary>
    Searchable,

    /// <summary>
    /// A repeat would reach a customer twice: marked before it is sent, and never sent again unasked.
    /// </summary>
    Once,

    /// <summary>The receiver tells repeats by the delivery ID: repeated until it is acknowledged.</summary>
    AtLeastOnce,
}
