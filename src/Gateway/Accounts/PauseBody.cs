using CryptoPay.Gateway.Reviews;

namespace CryptoPay.Gateway.Accounts;

/// <summary>The body of a pause or a resume: a reason, or nothing at all.</summary>
internal static class PauseBody
{
    private static readonly byte[] Nothing = "{}"u8.ToArray();

    /// <returns>The reason; "" for none.</returns>
    public static RequestBody<string> Parse(ReadOnlyMemory<byte>? body) => RequestBody<string>.Parse(
        body is { IsEmpty: true } ? Nothing : body,
        (root, fields) => fields.Optional(root, "reason", ResolutionFields.Reason));
}
