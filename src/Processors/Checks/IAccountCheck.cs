using System.Collections.Immutable;

namespace CryptoPay.Processors.Checks;

/// <summary>
/// What an adapter is too, where its processor can be asked how our account is set up. Changes nothing there.
/// </summary>
internal interface IAccountCheck
{
    /// <param name="webhookUrl">Where the account's webhooks have to go.</param>
    Task<ImmutableArray<Finding>> Check(string webhookUrl, CancellationToken cancellation);
}
