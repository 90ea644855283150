using CryptoPay.Gateway.Bodies;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments;

namespace CryptoPay.Gateway.Sinks;

/// <summary>The body that asks for a claim link to be sent.</summary>
internal static class SendLinkBody
{
    private const int ToCharsMax = 256;
    private static readonly string[] Channels = ["sms", "whatsapp", "webmessaging", "open", "apple"];
    private static readonly TextField SendId = TextField.Id("sendId");

    private static readonly TextField Channel = new(
        "channel", $"one of {string.Join(", ", Channels)}", text => Channels.Contains(text))
    {
        IsRequired = true,
    };

    private static readonly TextField To = new(
        "to", $"the customer's address there, such as a telephone number, of at most {ToCharsMax} characters",
        text => !string.IsNullOrWhiteSpace(text))
    {
        IsRequired = true,
        CharsMax = ToCharsMax,
    };

    public static readonly FieldSet Fields = new(SendId, Channel, To);

    public static RequestBody<ClaimLinkRequest> Parse(ReadOnlyMemory<byte>? body, string refundId) =>
        RequestBody<ClaimLinkRequest>.Parse(body, Fields, fields => new(
            fields.Text(SendId), refundId, fields.Text(Channel), new Sensitive(fields.Text(To))));
}
