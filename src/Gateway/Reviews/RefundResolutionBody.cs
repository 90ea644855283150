using System.Text.Json;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Payments;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.Reviews;

/// <summary>The body that says of a refund whether it was made.</summary>
internal static class RefundResolutionBody
{
    public const string Made = "made";
    public const string NotMade = "not_made";

    private const int IdCharsMax = 256;

    public static readonly FieldRule Resolution = ResolutionFields.OneOf(Made, NotMade);

    public static readonly FieldRule ProcessorRefundId = new(
        $"the processor's ID of the refund, of at most {IdCharsMax} characters", text => text.Length <= IdCharsMax);

    /// <param name="who">The name of the key that says it.</param>
    public static RequestBody<RefundResolution> Parse(ReadOnlyMemory<byte>? body, string who) =>
        RequestBody<RefundResolution>.Parse(body, (root, fields) => Read(root, fields, who));

    private static RefundResolution Read(JsonElement root, FieldReader fields, string who)
    {
        var resolution = fields.Required(root, "resolution", "resolution", Resolution);
        var reason = ResolutionFields.ReadReason(fields, root);
        var isMade = resolution == Made;
        var id = isMade ? fields.Required(root, "processorRefundId", "processorRefundId", ProcessorRefundId) : "";
        if (resolution == NotMade) ResolutionFields.RefuseWithout(fields, root, "processorRefundId", Made);
        return new RefundResolution(isMade, new Sensitive(id), reason, who);
    }
}
