namespace CryptoPay.GenesysKit;

/// <summary>What a flow gives an action: a string, as JSON numbers lose decimals on their way.</summary>
/// <param name="Description">What an administrator reads beside it.</param>
internal sealed record Input(string Name, string Description)
{
    public static readonly Input OrderId =
        new("orderId", "Required. The orderId that an earlier answer gave. Never one that a caller names.");

    public static readonly Input Language =
        new("language", "en or es: the language of message. Without it, the payment's own language.");
}
