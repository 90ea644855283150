using CryptoPay.Gateway.Bodies;

namespace CryptoPay.Gateway.Accounts;

/// <summary>The body of a pause or a resume: a reason, or nothing at all.</summary>
internal static class PauseBody
{
    private static readonly byte[] Nothing = "{}"u8.ToArray();

    private static readonly TextField Reason = ResolutionFields.Reason with { IsRequired = false };

    public static readonly FieldSet Fields = new(Reason);

    /// <returns>The reason; "" for none.</returns>
    public static RequestBody<string> Parse(ReadOnlyMemory<byte>? body) => RequestBody<string>.Parse(
        body is { IsEmpty: true } ? Nothing : body, Fields, fields => fields.Text(Reason));
}
