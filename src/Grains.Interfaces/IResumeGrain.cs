using CryptoPay.Payments;
using CryptoPay.Payments.Views;

namespace CryptoPay.Grains.Interfaces;

/// <summary>
/// Where a customer who calls again comes back to a payment by its resume code, and wrong codes are counted. Key: the
/// merchant.
/// </summary>
[Alias("CryptoPay.IResumeGrain")]
public interface IResumeGrain : IGrainWithStringKey
{
    /// <param name="code">Six digits.</param>
    /// <param name="callerId">Who says it, as the phone line tells. Wrong codes are counted by it.</param>
    Task<ResumeAnswer> Resume(Sensitive code, Sensitive callerId);
}

/// <param name="View">Null where no payment of the merchant has this code now.</param>
/// <param name="Wait">
/// After which it may be tried again, where there were too many wrong codes and nothing was looked at; null otherwise.
/// </param>
[GenerateSerializer, Immutable, Alias("CryptoPay.ResumeAnswer")]
public sealed record ResumeAnswer(
    [property: Id(0)] PaymentIntentView? View, [property: Id(1)] TimeSpan? Wait = null);
