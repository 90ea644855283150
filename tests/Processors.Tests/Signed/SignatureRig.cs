using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.Signed;

/// <summary>One account whose key is the vector's.</summary>
internal sealed class SignatureRig : IDisposable
{
    private readonly ProcessorRig _rig;

    public SignatureRig(SignatureVector vector) => _rig = new ProcessorRig(
        new Dictionary<string, string?>(SignedDialect.Settings)
        {
            ["Scheme"] = vector.Scheme.ToString(),
            ["WebhookSecret"] = null,
            [vector.Setting] = vector.Key,
        });

    public WebhookReading Read(SignatureVector vector) => _rig.Webhook.Read(vector.Delivery);

    /// <summary>Whether it is believed, with a header taken away or sent twice.</summary>
    public bool IsGenuine(SignatureVector vector, string without = "", string doubled = "")
    {
        var delivery = vector.Delivery;
        return _rig.Webhook.Read(delivery with
        {
            Header = name => name == without ? []
                : name == doubled ? [.. delivery.Header(name), .. delivery.Header(name)]
                : delivery.Header(name),
        }) is not WebhookReading.Forged;
    }

    public void Change(string setting, string? value) => _rig.Change(setting, value);

    public void Dispose() => _rig.Dispose();
}
