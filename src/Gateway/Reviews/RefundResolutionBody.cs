using CryptoPay.Gateway.Bodies;
using CryptoPay.Payments;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.Reviews;

/// <summary>The body that says of a refund whether it was made.</summary>
internal static class RefundResolutionBody
{
    public const string NotMade = "not_made";

    private const string Made = "made";
    private const int IdCharsMax = 256;

    private static readonly TextField Resolution = ResolutionFields.OneOf(Made, NotMade);

    private static readonly TextField ProcessorRefundId = new(
        "processorRefundId", $"the processor's ID of the refund, of at most {IdCharsMax} characters")
    {
        CharsMax = IdCharsMax,
    };

    public static readonly FieldSet Fields = new(Resolution, ResolutionFields.Reason, ProcessorRefundId);

    /// <param name="who">The name of the key that says it.</param>
    public static RequestBody<RefundResolution> Parse(ReadOnlyMemory<byte>? body, string who) =>
        RequestBody<RefundResolution>.Parse(body, Fields, fields => Read(fields, who));

    private static RefundResolution Read(FieldReader fields, string who)
    {
        var resolution = fields.Text(Resolution);
        var reason = fields.Text(ResolutionFields.Reason);
        var isMade = resolution == Made;
        var id = isMade ? fields.Text(ProcessorRefundId with { IsRequired = true }) : "";
        if (resolution == NotMade) fields.RefuseWithout(ProcessorRefundId, Made);
        return new RefundResolution(isMade, new Sensitive(id), reason, who);
    }
}
