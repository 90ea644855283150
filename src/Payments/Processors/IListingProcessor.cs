namespace CryptoPay.Payments.Processors;

/// <summary>
/// Lists what a configured account's processor has, for a comparison with ours. Registered as a keyed service, the key
/// is the account's name, where the account's kind can list at all. As at <see cref="IPaymentProcessor"/>, no method
/// throws for what a processor answers or fails to answer.
/// </summary>
public interface IListingProcessor
{
    /// <summary>False where this account's settings leave out what a list needs.</summary>
    bool CanList => true;

    /// <summary>
    /// One page of the invoices that were made in a window. All pages together have each invoice of it, of any status;
    /// those made or withdrawn meanwhile can make another stand on two pages, and never on none. Only a page without
    /// <see cref="ListedPage.Next"/> ends the list: after any other ending it was not seen as a whole. What a whole list
    /// does not show is likely not there; a read says so for certain.
    /// </summary>
    /// <param name="continueAt">
    /// null for the first page, then <see cref="ListedPage.Next"/> of the page before, asked for with the same window.
    /// After an ending that is not Found the same one may be asked for again.
    /// </param>
    Task<ProcessorResult<ListedPage>> ListInvoices(
        ListingWindow window, string? continueAt, CancellationToken cancellation);
}
