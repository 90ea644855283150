using CryptoPay.Payments;

namespace CryptoPay.Grains.Interfaces;

/// <summary>
/// Keeps the key that the secret parts of our links are made with, for all gateways and for as long as the orders. It
/// is made when it is asked for the first time. Key: <see cref="TheOne"/>.
/// </summary>
[Alias("CryptoPay.ILinkKeyGrain")]
public interface ILinkKeyGrain : IGrainWithStringKey
{
    const string TheOne = "link-key";

    /// <returns>256 bits in hex.</returns>
    Task<Sensitive> Get();
}
