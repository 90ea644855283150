using System.Collections.Immutable;
using CryptoPay.Payments;

namespace CryptoPay.Grains.Interfaces.Customers;

/// <summary>The customers of one merchant, as <c>metadata.customerRef</c> tells them. Key: the merchant.</summary>
[Alias("CryptoPay.ICustomersGrain")]
public interface ICustomersGrain : IGrainWithStringKey
{
    /// <summary>
    /// Erases what is personal of a customer's orders, and destroys what their values were encrypted with. Orders that
    /// are open go when they have ended. The same again is the same answer, as far as it is by then.
    /// </summary>
    /// <returns>Null while rows of earlier versions are still being encrypted anew.</returns>
    [ResponseTimeout("00:00:30")]
    Task<CustomerErasure?> Erase(Sensitive customerRef, string who);

    /// <summary>All that is kept of a customer's orders.</summary>
    /// <returns>Null as of <see cref="Erase"/>.</returns>
    [ResponseTimeout("00:00:30")]
    Task<ImmutableArray<CustomerOrder>?> Export(Sensitive customerRef);
}
