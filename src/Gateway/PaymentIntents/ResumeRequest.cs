using CryptoPay.Gateway.Bodies;
using CryptoPay.Payments;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>The body by which a customer who calls again comes back to a payment.</summary>
internal sealed record ResumeRequest(Sensitive Code, Sensitive CallerId)
{
    private const int CallerIdCharsMax = 128;

    private static readonly TextField CodeField = new(
        "resumeCode", $"{ResumeCode.DigitCount} digits; a space or a hyphen may stand between two of them")
    {
        IsRequired = true,
        // As people say digits and speech recognition writes them.
        Pattern = $"[0-9]([ -]?[0-9]){{{ResumeCode.DigitCount - 1}}}",
    };

    private static readonly TextField CallerIdField = new(
        "callerId", $"who calls, as the line tells, such as a telephone number: at most {CallerIdCharsMax} characters")
    {
        IsRequired = true,
        CharsMax = CallerIdCharsMax,
    };

    public static readonly FieldSet Fields = new(CodeField, CallerIdField);

    public static RequestBody<ResumeRequest> Parse(ReadOnlyMemory<byte>? body) =>
        RequestBody<ResumeRequest>.Parse(body, Fields, fields => new(
            new Sensitive(string.Concat(fields.Text(CodeField).Where(char.IsAsciiDigit))),
            new Sensitive(fields.Text(CallerIdField))));
}
