using QRCoder;

namespace CryptoPay.Sandbox.Pages;

internal static class QrCode
{
    public static Html Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return new Html(new SvgQRCode(code).GetGraphic(
            4, "#000000", "#ffffff", drawQuietZones: false, SvgQRCode.SizingMode.ViewBoxAttribute));
    }
}
