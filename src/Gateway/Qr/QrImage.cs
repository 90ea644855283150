using QRCoder;

namespace CryptoPay.Gateway.Qr;

internal static class QrImage
{
    private const int PixelsPerModule = 8;

    /// <summary>Exactly this text, quiet zone included; readable with up to 15 % of it covered (level M).</summary>
    public static byte[] Png(string content)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(content, QRCodeGenerator.ECCLevel.M);
        return new PngByteQRCode(code).GetGraphic(PixelsPerModule);
    }
}
